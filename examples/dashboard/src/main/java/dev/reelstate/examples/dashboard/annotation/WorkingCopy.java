package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ground truth that people are editing: a revision, and the entries since. Changes of different
 * annotations are all made, in whatever order they arrive. Of two changes of the same annotation
 * the first is made; the other becomes a conflict, which is kept until a person decides. Not
 * thread-safe.
 */
final class WorkingCopy {

  private static final int REMEMBERED = 200;

  private final int base;
  private final long first;
  private final Content content;
  private final Lineage lineage = new Lineage();
  private final Set<Annotation> known = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Conflict> conflicts = new LinkedHashMap<>();
  private final Set<String> requests = new LinkedHashSet<>();

  /**
   * What a request wants.
   *
   * @param request its identity, so that it can be sent again after its answer was lost
   * @param changes the changes, in their order
   * @param decided the identities of the conflicts that they decide
   * @param stamp says where the result of a change comes from
   */
  record Wish(
      String request,
      List<Change> changes,
      List<String> decided,
      BiFunction<Change, WorkingCopy, Change> stamp) {}

  /**
   * A copy without changes.
   *
   * @param base the number of the revision, or 0 if there is none
   * @param first the number of the entry before the first one
   * @param requests the identities of requests that were fulfilled before
   */
  WorkingCopy(int base, long first, Collection<String> requests, GroundTruth truth) {
    this.base = base;
    this.first = first;
    this.requests.addAll(requests);
    this.content = Content.of(truth);
    truth.frames().forEach(frame -> known.addAll(frame.annotations()));
  }

  int base() {
    return base;
  }

  /** The number of the entry before the first one. */
  long first() {
    return first;
  }

  /** The identities of the latest requests. */
  List<String> requests() {
    return requests.stream().skip(Math.max(0, requests.size() - REMEMBERED)).toList();
  }

  /** The number of the last entry. */
  long version() {
    return first + entries.size();
  }

  boolean isUnchanged() {
    return entries.isEmpty();
  }

  GroundTruth truth() {
    return content.truth();
  }

  Content content() {
    return content;
  }

  Collection<Conflict> conflicts() {
    return List.copyOf(conflicts.values());
  }

  /** The entries after a number, or empty if this copy no longer has all of them. */
  Optional<List<Entry>> entriesAfter(long number) {
    return number < first || number > version()
        ? Optional.empty()
        : Optional.of(List.copyOf(entries.subList((int) (number - first), entries.size())));
  }

  /** Whether an annotation was part of this copy before, so that it may come back as it was. */
  boolean knows(Annotation annotation) {
    return known.contains(annotation);
  }

  /** What an annotation of the base is now. */
  Optional<Annotation> now(Change change) {
    Annotation before = change.before();
    return before == null ? Optional.empty() : lineage.now(change.frame(), before, content);
  }

  /**
   * Makes the changes that fit, in their order, and returns the entry that says so. The entry is
   * not kept yet if it {@linkplain Entry#isEmpty is empty}.
   */
  Entry merge(Wish wish, String by, Instant at) {
    List<Change> made = new ArrayList<>();
    List<Conflict> open = new ArrayList<>();
    List<Change> changes = requests.contains(wish.request()) ? List.of() : wish.changes();
    for (Change wanted : changes) {
      Change change = wish.stamp().apply(wanted, this);
      if (isDone(change)) {
        continue;
      }
      Conflict conflict = conflict(change, by, at, open.size());
      if (conflict == null) {
        Change fitting = onKnownFrame(change);
        make(fitting);
        made.add(fitting);
      } else if (conflicts.values().stream().noneMatch(conflict::isSame)) {
        open.add(conflict);
      }
    }
    Entry entry = new Entry(
        version() + 1,
        wish.request(),
        by,
        at,
        made,
        open,
        wish.decided().stream().filter(conflicts::containsKey).toList());
    if (!entry.isEmpty()) {
      keep(entry);
    }
    return entry;
  }

  /** Repeats an entry that was made before. */
  void repeat(Entry entry) {
    entry.changes().forEach(this::make);
    keep(entry);
  }

  private void keep(Entry entry) {
    requests.add(entry.request());
    entry.conflicts().forEach(conflict -> conflicts.put(conflict.id(), conflict));
    entry.resolved().forEach(conflicts::remove);
    entries.add(entry);
  }

  private void make(Change change) {
    content.make(change);
    lineage.add(change);
    if (change.after() != null) {
      known.add(change.after());
    }
  }

  private Change onKnownFrame(Change change) {
    FrameRef frame = content.frame(change.frame());
    return frame == null
        ? change
        : new Change(frame, change.before(), change.after(), change.examined());
  }

  /** Whether everything is as the change wants it, as when a request is repeated. */
  private boolean isDone(Change change) {
    if (change.examined() != null) {
      boolean examined = content.frame(change.frame()) != null;
      return examined == change.examined() || !content.on(change.frame()).isEmpty();
    } else if (content.has(change.frame(), change.before())) {
      return false;
    }
    return change.after() == null
        ? now(change).isEmpty()
        : content.has(change.frame(), change.after());
  }

  private @Nullable Conflict conflict(Change change, String by, Instant at, int position) {
    Annotation theirs = null;
    if (change.before() != null) {
      if (content.has(change.frame(), change.before())) {
        return null;
      }
      theirs = now(change).orElse(null);
    } else if (change.after() != null && change.after().track() != null) {
      String track = change.after().track();
      theirs = content.on(change.frame()).stream()
          .filter(one -> track.equals(one.track()))
          .findFirst()
          .orElse(null);
    }
    return change.before() == null && theirs == null
        ? null
        : new Conflict((version() + 1) + "-" + position, by, at, change, theirs);
  }
}
