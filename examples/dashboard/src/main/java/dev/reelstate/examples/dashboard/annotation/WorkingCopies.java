package dev.reelstate.examples.dashboard.annotation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.examples.dashboard.annotation.Journal.Begin;
import dev.reelstate.examples.dashboard.annotation.WorkingCopy.Wish;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The working copies of all videos. Each is a revision and a journal of the changes since, so that
 * neither a crash of the server nor one of a browser loses a change, and saving a change costs no
 * more than the change. Thread-safe; one process may use the folder at a time.
 */
final class WorkingCopies {

  private static final int LOCKS = 64;
  private static final String SUFFIX = ".jsonl";
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final GroundTruthCatalog catalog;
  private final Path folder;
  private final Clock clock;
  // Copies are read from their journals again after they were evicted, under the same lock.
  private final Cache<VideoId, WorkingCopy> open =
      Caffeine.newBuilder().expireAfterAccess(KEPT).maximumSize(100).build();
  private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();

  WorkingCopies(GroundTruthCatalog catalog, Path folder, Clock clock) {
    this.catalog = catalog;
    this.folder = folder;
    this.clock = clock;
  }

  /** Looks at a working copy, which must not be kept. */
  <T> T read(VideoId id, Function<WorkingCopy, T> reader) {
    synchronized (lock(id)) {
      return reader.apply(open(id));
    }
  }

  /** Makes the changes that fit, and keeps the others as conflicts. */
  <T> T change(VideoId id, String by, Wish wish, Function<WorkingCopy, T> reader) {
    synchronized (lock(id)) {
      WorkingCopy copy = open(id);
      boolean first = copy.isUnchanged();
      Begin begin = new Begin(copy.base(), copy.first(), copy.requests());
      Entry entry = copy.merge(wish, by, clock.instant());
      if (!entry.isEmpty()) {
        keep(id, journal -> {
          if (first) {
            journal.begin(begin, List.of(entry));
          } else {
            journal.append(entry);
          }
        });
      }
      return reader.apply(copy);
    }
  }

  /**
   * Saves the copy as a new revision, with which it then begins anew.
   *
   * @param version the version that the person saw
   */
  GroundTruthCatalog.Saved save(VideoId id, long version, ReviewState state, String by) {
    synchronized (lock(id)) {
      WorkingCopy copy = open(id);
      if (copy.version() != version) {
        throw ReviewException.conflict(
            "stale_version", "Somebody changed it meanwhile; look at the changes and save again.");
      } else if (!copy.conflicts().isEmpty()) {
        throw ReviewException.conflict("open_conflicts", "Decide the conflicts first.");
      } else if (latest(id) != copy.base()) {
        throw ReviewException.conflict(
            "stale_base",
            "Another revision was saved meanwhile; take it into the working copy first.");
      }
      GroundTruthCatalog.Saved saved = catalog.save(id, copy.truth(), state, by);
      begin(
          id, new WorkingCopy(saved.revision().revision(), version, copy.requests(), copy.truth()));
      return saved;
    }
  }

  /** Takes the latest revision into the copy. Changes that do not fit become conflicts. */
  <T> T rebase(VideoId id, String by, Function<WorkingCopy, T> reader) {
    synchronized (lock(id)) {
      WorkingCopy copy = open(id);
      int latest = latest(id);
      if (latest == copy.base()) {
        return reader.apply(copy);
      }
      Rebase rebase = new Rebase(truth(id, copy.base()), copy);
      WorkingCopy next =
          new WorkingCopy(latest, copy.version(), copy.requests(), truth(id, latest));
      Entry moved = next.merge(rebase.wish(), by, clock.instant());
      Entry entry = rebase.withConflicts(moved, next);
      WorkingCopy whole =
          new WorkingCopy(latest, copy.version(), copy.requests(), truth(id, latest));
      if (!entry.isEmpty()) {
        whole.repeat(entry);
      }
      begin(id, whole);
      return reader.apply(whole);
    }
  }

  /** Begins anew with the content of a revision, such as an import. */
  void restart(VideoId id) {
    synchronized (lock(id)) {
      WorkingCopy copy = open(id);
      int latest = latest(id);
      begin(id, new WorkingCopy(latest, copy.version() + 1, copy.requests(), truth(id, latest)));
    }
  }

  /** Removes the copy of a video that is no more. */
  void remove(VideoId id) {
    synchronized (lock(id)) {
      open.invalidate(id);
      keep(id, Journal::delete);
    }
  }

  /**
   * Removes the copies of all videos that are no more, such as those deleted by other processes.
   */
  void keepOnly(Predicate<VideoId> isThere) {
    kept().stream().filter(isThere.negate()).forEach(this::remove);
  }

  private List<VideoId> kept() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> VideoId.of(name.substring(0, name.length() - SUFFIX.length())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of the working copies cannot be read.", e);
    }
  }

  private void begin(VideoId id, WorkingCopy copy) {
    keep(
        id,
        journal -> journal.begin(
            new Begin(copy.base(), copy.first(), copy.requests()),
            copy.entriesAfter(copy.first()).orElseThrow()));
    open.put(id, copy);
  }

  private WorkingCopy open(VideoId id) {
    WorkingCopy copy = open.getIfPresent(id);
    if (copy == null) {
      copy = load(id);
    }
    int latest = copy.isUnchanged() ? latest(id) : copy.base();
    if (copy.base() != latest) {
      copy = new WorkingCopy(latest, copy.version() + 1, copy.requests(), truth(id, latest));
      begin(id, copy);
    }
    open.put(id, copy);
    return copy;
  }

  private WorkingCopy load(VideoId id) {
    Optional<Journal.Kept> kept;
    try {
      kept = journal(id).read();
    } catch (IOException e) {
      throw new UncheckedIOException("The journal of " + id + " cannot be read.", e);
    }
    Begin begin =
        kept.map(Journal.Kept::begin).orElseGet(() -> new Begin(latest(id), 0, List.of()));
    WorkingCopy copy =
        new WorkingCopy(begin.base(), begin.first(), begin.requests(), truth(id, begin.base()));
    kept.ifPresent(journal -> journal.entries().forEach(copy::repeat));
    return copy;
  }

  private int latest(VideoId id) {
    return catalog.list(id).stream()
        .findFirst()
        .map(GroundTruthRevision::revision)
        .orElse(0);
  }

  private GroundTruth truth(VideoId id, int revision) {
    return revision == 0
        ? new GroundTruth(List.of())
        : catalog.find(id, revision).map(GroundTruthSet::content).orElseThrow();
  }

  /** What is done to a journal. */
  @FunctionalInterface
  private interface Writing {
    void to(Journal journal) throws IOException;
  }

  private void keep(VideoId id, Writing writing) {
    try {
      writing.to(journal(id));
    } catch (IOException e) {
      open.invalidate(id); // it has a change that is not kept
      throw new UncheckedIOException("The journal of " + id + " cannot be written.", e);
    }
  }

  private Journal journal(VideoId id) {
    return new Journal(folder.resolve(id + SUFFIX));
  }

  private Object lock(VideoId id) {
    return locks.get(Math.floorMod(id.hashCode(), LOCKS));
  }
}
