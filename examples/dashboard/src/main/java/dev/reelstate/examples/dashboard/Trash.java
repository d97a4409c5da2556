package dev.reelstate.examples.dashboard;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deleted videos that can still be restored. They are deleted permanently when their time is over,
 * by the next process if this one exits first. Thread-safe.
 */
public final class Trash implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Trash.class);

  private final VideoPlatform platform;
  private final Path file;
  private final Duration grace;
  private final Map<VideoId, Instant> ends = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dashboard-trash");
        thread.setDaemon(true);
        return thread;
      });

  /**
   * Opens the trash.
   *
   * @param file the file that stores its contents
   * @param grace how long a video can be restored
   */
  public Trash(VideoPlatform platform, Path file, Duration grace) throws IOException {
    this.platform = platform;
    this.file = file;
    this.grace = grace;
    read();
    Future<?> unused = timer.scheduleWithFixedDelay(this::empty, 1, 1, TimeUnit.SECONDS);
  }

  private void read() throws IOException {
    Properties kept = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      kept.load(reader);
    } catch (NoSuchFileException e) {
      return;
    }
    kept.forEach(
        (id, end) -> ends.put(VideoId.of(String.valueOf(id)), Instant.parse(String.valueOf(end))));
  }

  private synchronized void write() {
    Properties kept = new Properties();
    ends.forEach((id, end) -> kept.setProperty(id.toString(), end.toString()));
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      try (Writer writer = Files.newBufferedWriter(next)) {
        kept.store(writer, null);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The trash file cannot be written.", e);
    }
  }

  /** Adds a video, and returns the time until which it can be restored. */
  public Instant put(VideoId id) {
    Instant end = ends.computeIfAbsent(id, absent -> Instant.now().plus(grace));
    write();
    return end;
  }

  /** Adds videos together, and returns the time until which they can be restored. */
  public Instant putAll(Collection<VideoId> ids) {
    Instant end = Instant.now().plus(grace);
    ids.forEach(id -> ends.put(id, end));
    write();
    return end;
  }

  /**
   * Removes a video. Returns false if it is not in the trash, or if its time is over, since it may
   * then be in the process of being deleted.
   */
  public synchronized boolean restore(VideoId id) {
    Instant end = ends.get(id);
    if (end == null || !end.isAfter(Instant.now())) {
      return false;
    }
    ends.remove(id);
    write();
    return true;
  }

  /** Whether a video is in the trash. */
  public boolean has(VideoId id) {
    return ends.containsKey(id);
  }

  /** The videos in the trash, and when each will be deleted permanently. */
  public Map<VideoId, Instant> ends() {
    return Map.copyOf(ends);
  }

  private void empty() {
    over().forEach(this::delete);
  }

  /** The videos whose time is over, which can no longer be restored. */
  private synchronized List<VideoId> over() {
    Instant now = Instant.now();
    return ends.entrySet().stream()
        .filter(entry -> !entry.getValue().isAfter(now))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void delete(VideoId id) {
    try {
      platform.find(id).ifPresent(video -> platform.delete(video.id()));
      ends.remove(id);
      write();
    } catch (ReelstateException | UncheckedIOException e) {
      LOG.warn("The video {} cannot be deleted now; the deletion will be retried", id, e);
    } catch (RuntimeException e) {
      LOG.error("The video {} cannot be deleted", id, e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
