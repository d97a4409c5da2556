package dev.reelstate.testkit;

import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.telemetry.TraceParent;
import dev.reelstate.testkit.InMemoryVideoStore.Transaction;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The catalog of an {@link InMemoryVideoStore}. Thread-safe. */
final class InMemoryVideoCatalog implements VideoCatalog {

  private static final Comparator<VideoEntry> NEWEST_FIRST = Comparator.comparing(
          VideoEntry::createdAt)
      .thenComparing(entry -> entry.origin().id())
      .reversed();

  private final InMemoryVideoStore store;

  InMemoryVideoCatalog(InMemoryVideoStore store) {
    this.store = store;
  }

  @Override
  public Video create(NewVideo video) {
    return store.transact(transaction -> {
      VideoEntry existing = sameUpload(transaction, video);
      if (existing != null) {
        return existing.toVideo();
      }
      refuseTaken(transaction, video);
      VideoEntry created = VideoEntry.create(video, transaction.now);
      transaction.add(created);
      return created.toVideo();
    });
  }

  @Override
  public List<VideoId> queue(List<StoredVideo> videos) {
    return store.transact(
        transaction -> videos.stream().map(stored -> queue(transaction, stored)).toList());
  }

  private static VideoId queue(Transaction transaction, StoredVideo stored) {
    NewVideo video = stored.video();
    VideoEntry existing = sameUpload(transaction, video);
    if (existing != null) {
      return existing.origin().id();
    }
    refuseTaken(transaction, video);
    transaction.add(VideoEntry.create(
        stored, transaction::nextTaskKey, transaction.nextTurn(video), transaction.now));
    return video.id();
  }

  private static void refuseTaken(Transaction transaction, NewVideo video) {
    if (transaction.latest().stream().anyMatch(entry -> entry.origin().id().equals(video.id()))) {
      throw new IllegalArgumentException("There is already a video " + video.id() + ".");
    }
  }

  @Override
  public Optional<Video> find(VideoId id) {
    return store.transact(
        transaction -> Optional.ofNullable(transaction.read(id)).map(VideoEntry::toVideo));
  }

  @Override
  public Optional<VideoDetails> details(VideoId id) {
    return store.transact(
        transaction -> Optional.ofNullable(transaction.read(id)).map(VideoEntry::toDetails));
  }

  @Override
  public Page<Video> list(VideoQuery query) {
    List<VideoEntry> matching = store.transact(transaction -> {
      List<VideoEntry> found = new ArrayList<>();
      transaction.all().forEach(found::add);
      found.removeIf(entry -> !matches(entry, query));
      found.sort(NEWEST_FIRST);
      return behind(found, query.after());
    });
    List<VideoEntry> page = matching.subList(0, Math.min(query.limit(), matching.size()));
    String next = page.size() == matching.size() ? null : cursor(page.get(page.size() - 1));
    return new Page<>(page.stream().map(VideoEntry::toVideo).toList(), next);
  }

  @Override
  public Optional<Video> oldest(VideoStatus status) {
    return store.transact(transaction -> {
      List<VideoEntry> found = new ArrayList<>();
      transaction.all().forEach(found::add);
      return found.stream()
          .filter(entry -> entry.status == status)
          .max(NEWEST_FIRST)
          .map(VideoEntry::toVideo);
    });
  }

  @Override
  public Map<VideoStatus, Long> count(VideoQuery query) {
    return store.transact(transaction -> {
      Map<VideoStatus, Long> counts = new EnumMap<>(VideoStatus.class);
      for (VideoEntry entry : transaction.all()) {
        if (matches(entry, query)) {
          counts.merge(entry.status, 1L, Long::sum);
        }
      }
      return counts;
    });
  }

  @Override
  public Optional<Video> change(Video seen, VideoChange... changes) {
    return store.transact(transaction -> {
      VideoEntry current = transaction.read(seen.id());
      if (current == null || current.version != seen.version()) {
        return Optional.empty();
      }
      VideoEntry entry = transaction.touch(seen.id());
      for (VideoChange change : changes) {
        entry.apply(
            change,
            transaction::nextTaskKey,
            () -> transaction.nextTurn(entry.origin()),
            transaction.now);
      }
      return Optional.of(entry.toVideo());
    });
  }

  @Override
  public Optional<Video> edit(Video seen, VideoEdit edit) {
    return store.transact(transaction -> {
      VideoEntry current = transaction.read(seen.id());
      if (current == null || current.edits != seen.edits()) {
        return Optional.empty();
      }
      VideoEntry entry = transaction.touch(seen.id());
      entry.edit(edit, () -> transaction.nextTurn(entry.origin()), transaction.now);
      return Optional.of(entry.toVideo());
    });
  }

  @Override
  public Optional<Artifact> give(VideoId id, Artifact artifact) {
    if (artifact.generation() != VideoEntry.GIVEN) {
      throw new IllegalArgumentException(
          "An artifact that is given has the generation 0, not " + artifact.generation() + ".");
    }
    return store.transact(transaction -> transaction.touch(id).give(artifact, transaction.now));
  }

  @Override
  public List<Artifact> artifacts(VideoId id) {
    return store.transact(transaction -> {
      VideoEntry entry = transaction.read(id);
      if (entry == null) {
        return List.of();
      }
      return entry.readable(
          entry.publishedGeneration > 0 ? entry.publishedGeneration : entry.generation);
    });
  }

  @Override
  public List<Artifact> artifacts(VideoId id, int generation) {
    return store.transact(transaction -> {
      VideoEntry entry = transaction.read(id);
      return entry == null ? List.of() : ofGeneration(entry, generation);
    });
  }

  @Override
  public Optional<Video> forgetOriginal(Video seen) {
    return changed(seen, VideoEntry::forgetOriginal);
  }

  @Override
  public Optional<Video> forgetArtifacts(Video seen, Set<String> kinds) {
    return changed(seen, entry -> entry.forgetArtifacts(kinds));
  }

  private Optional<Video> changed(Video seen, Consumer<VideoEntry> change) {
    return store.transact(transaction -> {
      VideoEntry current = transaction.read(seen.id());
      if (current == null || current.version != seen.version()) {
        return Optional.empty();
      }
      VideoEntry entry = transaction.touch(seen.id());
      change.accept(entry);
      return Optional.of(entry.toVideo());
    });
  }

  @Override
  public boolean purge(VideoId id) {
    return store.transact(transaction -> {
      VideoEntry entry = transaction.read(id);
      boolean deleted = entry != null && entry.status == VideoStatus.DELETED;
      if (deleted) {
        transaction.remove(id);
      }
      return deleted;
    });
  }

  @Override
  public void keepTrace(VideoId id, TraceParent trace) {
    store.transact(transaction -> transaction.touch(id).trace = trace);
  }

  @Override
  public Optional<TraceParent> findTrace(VideoId id) {
    return store.transact(
        transaction -> Optional.ofNullable(transaction.read(id)).map(entry -> entry.trace));
  }

  private static List<Artifact> ofGeneration(VideoEntry entry, int generation) {
    return entry.artifacts.stream()
        .filter(artifact -> artifact.generation() == generation)
        .toList();
  }

  private static @Nullable VideoEntry sameUpload(Transaction transaction, NewVideo video) {
    String uploadKey = video.uploadKey();
    if (uploadKey != null) {
      for (VideoEntry entry : transaction.latest()) {
        if (entry.origin().project().equals(video.project())
            && uploadKey.equals(entry.uploadKey())) {
          return entry;
        }
      }
    }
    return null;
  }

  private static boolean contains(String title, String part) {
    return title.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static boolean matches(VideoEntry entry, VideoQuery query) {
    boolean status = query.statuses().isEmpty()
        ? entry.status != VideoStatus.DELETED
        : query.statuses().contains(entry.status);
    return status
        && (query.project() == null || query.project().equals(entry.origin().project()))
        && (query.label() == null || entry.origin().labels().contains(query.label()))
        && (query.text() == null || contains(entry.origin().title(), query.text()))
        && (query.from() == null || !entry.createdAt.isBefore(query.from()))
        && (query.until() == null || entry.createdAt.isBefore(query.until()));
  }

  private static List<VideoEntry> behind(List<VideoEntry> sorted, @Nullable String cursor) {
    return cursor == null
        ? sorted
        : sorted.stream().filter(entry -> cursor(entry).compareTo(cursor) < 0).toList();
  }

  /** Sorts in the same order as the videos: by the zero-padded time, then by the identity. */
  private static String cursor(VideoEntry entry) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, entry.createdAt());
    return "%019d_%s".formatted(micros, entry.origin().id());
  }
}
