package dev.reelstate.testkit;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.reelstate.StoredText;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.EventLog;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The event log of an {@link InMemoryVideoStore}: the position of an event is its place in the
 * order of commits. Thread-safe.
 */
final class InMemoryEventLog implements EventLog {

  private static final System.Logger LOG = System.getLogger(InMemoryEventLog.class.getName());

  private final InMemoryVideoStore store;
  private final Map<String, EventCursor> cursors = new HashMap<>();
  private final Map<Aside, SetAside> aside = new HashMap<>();

  InMemoryEventLog(InMemoryVideoStore store) {
    this.store = store;
  }

  @Override
  public List<VideoEvent> replay(VideoId id, long after, int limit) {
    return store.transact(transaction -> {
      VideoEntry entry = transaction.read(id);
      return entry == null
          ? List.of()
          : entry.remembered().stream()
              .filter(event -> event.number() > after)
              .limit(limit)
              .toList();
    });
  }

  @Override
  public EventCursor.Batch read(EventCursor from, int limit) {
    return store.transact(transaction -> {
      List<VideoEvent> log = store.log();
      List<VideoEvent> read = new ArrayList<>();
      List<Long> positions = new ArrayList<>();
      long position = from.position();
      while (position < log.size() && read.size() < limit) {
        VideoEvent event = log.get((int) position++);
        if (isRemembered(transaction.read(event.videoId()), event)) {
          read.add(event);
          positions.add(position);
        }
      }
      return new EventCursor.Batch(read, positions, new EventCursor(position));
    });
  }

  private static boolean isRemembered(@Nullable VideoEntry entry, VideoEvent event) {
    return entry != null && entry.remembered().contains(event);
  }

  @Override
  public long forget(VideoId id, Instant before) {
    return store.transact(transaction -> {
      Set<Long> staying = aside.keySet().stream()
          .filter(one -> one.video().equals(id))
          .map(Aside::number)
          .collect(toSet());
      return transaction.read(id) == null
          ? 0L
          : transaction.touch(id).forgetEvents(before, staying);
    });
  }

  @Override
  public EventCursor end() {
    return store.transact(transaction -> new EventCursor(store.log().size()));
  }

  @Override
  public EventCursor cursor(String reader) {
    StoredText.word("the reader's name", reader);
    return store.transact(transaction -> cursors.getOrDefault(reader, EventCursor.BEGINNING));
  }

  @Override
  public void advance(String reader, EventCursor to) {
    StoredText.word("the reader's name", reader);
    store.transact(transaction -> cursors.merge(
        reader, to, (before, after) -> after.position() > before.position() ? after : before));
  }

  @Override
  public void setAside(
      String reader, VideoEvent event, EventCursor beyond, String reason, int tries) {
    StoredText.word("the reader's name", reader);
    store.transact(transaction -> {
      advance(reader, beyond);
      SetAside before = aside.get(new Aside(reader, event.videoId(), event.number()));
      return aside.put(
          new Aside(reader, event.videoId(), event.number()),
          new SetAside(
              reader,
              event,
              before == null ? beyond : before.position(),
              StoredText.cleaned(reason),
              tries,
              transaction.now));
    });
  }

  @Override
  public List<SetAside> listSetAside(String reader, int limit) {
    return store.transact(transaction -> aside.values().stream()
        .filter(event -> event.reader().equals(reader))
        .sorted(Comparator.comparing(event -> event.position().position()))
        .limit(limit)
        .toList());
  }

  @Override
  public boolean settle(String reader, VideoEvent event) {
    return store.transact(
        transaction -> aside.remove(new Aside(reader, event.videoId(), event.number())) != null);
  }

  @Override
  public Map<String, Long> countSetAside() {
    return store.transact(
        transaction -> aside.keySet().stream().collect(groupingBy(Aside::reader, counting())));
  }

  private record Aside(String reader, VideoId video, long number) {}

  @Override
  public Registration onCommit(Consumer<List<VideoEvent>> listener) {
    Hint hint = new Hint(listener);
    store.hints().add(hint);
    return () -> store.hints().remove(hint);
  }

  void hint(List<VideoEvent> committed) {
    for (Hint hint : store.hints()) {
      try {
        hint.listener.accept(committed);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "A commit listener threw an exception.", e);
      }
    }
  }

  /**
   * One registration; not a record, because a listener that is registered twice has two of them.
   */
  static final class Hint {

    private final Consumer<List<VideoEvent>> listener;

    Hint(Consumer<List<VideoEvent>> listener) {
      this.listener = listener;
    }
  }
}
