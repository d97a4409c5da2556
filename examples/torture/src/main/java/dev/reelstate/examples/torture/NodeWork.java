package dev.reelstate.examples.torture;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.Upload;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.testkit.fault.Fault;
import dev.reelstate.testkit.fault.Faults;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a node is told, several things at once. Thread-safe. */
final class NodeWork implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeWork.class);

  /** How many pieces a resumable upload has. */
  private static final int PIECES = 5;

  private static final long RELEASE_MILLIS = 1500;

  private final VideoPlatform platform;
  private final Faults storeFaults;
  private final Faults mediaFaults;
  private final Consumer<String> says;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

  NodeWork(VideoPlatform platform, Faults storeFaults, Faults mediaFaults, Consumer<String> says) {
    this.platform = platform;
    this.storeFaults = storeFaults;
    this.mediaFaults = mediaFaults;
    this.says = says;
  }

  /** Begins what a command says; its end is reported. */
  void begin(String[] words) {
    switch (words[0]) {
      case Node.FAULT -> plan(storeFaults, words);
      case Node.MEDIA_FAULT -> plan(mediaFaults, words);
      case Node.PEACE -> {
        storeFaults.clear();
        mediaFaults.clear();
      }
      default -> {
        Future<?> unused = threads.submit(() -> work(words));
      }
    }
  }

  private void plan(Faults faults, String[] words) {
    faults.plan(words[1], Fault.valueOf(words[2]));
    Future<?> unused = timer.schedule(faults::release, RELEASE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void work(String[] words) {
    String what = words[0] + " " + words[1];
    try {
      says.accept(obey(words) ? Node.DONE + " " + what : Node.FAILED + " " + what + " NO_VIDEO");
    } catch (ReelstateException e) {
      LOG.info("{} was not done", what, e);
      says.accept(Node.FAILED + " " + what + " " + e.failure().code().name());
    } catch (IOException | RuntimeException | Error e) {
      says.accept(Node.UNEXPECTED + " " + what + " " + e);
    }
  }

  private boolean obey(String[] words) throws IOException {
    String label = words[1];
    switch (words[0]) {
      case Node.INGEST -> platform.ingest(film(label), Path.of(words[2]));
      case Node.UPLOAD -> upload(film(label), Path.of(words[2]));
      case Node.CANCEL -> {
        return find(label).map(platform::cancel).isPresent();
      }
      case Node.DELETE -> {
        return find(label).map(platform::delete).isPresent();
      }
      case Node.REPROCESS -> {
        return find(label).map(platform::reprocess).isPresent();
      }
      case Node.RETRY -> {
        return find(label).map(platform::retry).isPresent();
      }
      default -> throw new IllegalArgumentException("There is no command " + words[0] + ".");
    }
    return true;
  }

  private static NewVideo film(String label) {
    return new NewVideo(
        VideoId.create(),
        "project-" + Math.floorMod(label.hashCode(), 3),
        label,
        label + ".mp4",
        label,
        Set.of(label),
        0);
  }

  /** Uploads in pieces, from where an earlier process got to. */
  private void upload(NewVideo film, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Upload upload = platform.uploads().begin(film, bytes.length);
    while (!upload.isComplete()) {
      int from = Math.toIntExact(upload.offset());
      int to = Math.min(bytes.length, from + bytes.length / PIECES + 1);
      upload = platform
          .uploads()
          .append(upload.id(), from, new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, to)));
    }
  }

  /** The video of a film; empty if there is none, or it is deleted. */
  private Optional<VideoId> find(String label) {
    return platform.list(VideoQuery.all().withLabel(label)).items().stream()
        .map(Video::id)
        .findFirst();
  }

  /** Lets everything that waits go on, and waits for what was begun. */
  @Override
  public void close() {
    storeFaults.clear();
    mediaFaults.clear();
    timer.shutdownNow();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        says.accept(Node.UNEXPECTED + " close: work is not over after 30 s");
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
