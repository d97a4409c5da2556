package dev.reelstate.examples.soak;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queues new videos continuously, so that there is always work to do. Runs on its own thread. */
final class Load extends Thread {

  private static final Logger LOG = LoggerFactory.getLogger(Load.class);
  private final VideoStore store;
  private final MediaStorage storage;
  private final Journal journal;
  private final int backlog;
  private volatile boolean ending;

  /**
   * Creates a load without starting it.
   *
   * @param backlog the number of videos to keep waiting
   */
  Load(VideoStore store, MediaStorage storage, Journal journal, int backlog) {
    super("load");
    setDaemon(true);
    this.store = store;
    this.storage = storage;
    this.journal = journal;
    this.backlog = backlog;
  }

  /** Stops queueing, and waits until it has stopped. */
  void end() throws InterruptedException {
    ending = true;
    join();
  }

  @Override
  public void run() {
    try {
      while (!ending) {
        fill();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (InterruptedException e) {
      LOG.info("Stopped queueing");
    }
  }

  private void fill() throws InterruptedException {
    try {
      VideoQuery waiting = VideoQuery.all().withStatuses(VideoStatus.QUEUED);
      long queued = store.videos().count(waiting).getOrDefault(VideoStatus.QUEUED, 0L);
      for (; queued < backlog && !ending; queued++) {
        queueOne();
      }
    } catch (ReelstateException | IOException e) {
      LOG.info("Could not queue a video: {}", e.getMessage());
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private void queueOne() throws IOException {
    VideoId id = VideoId.create();
    int luck = Math.floorMod(id.hashCode(), 12);
    Video video = store
        .videos()
        .create(new NewVideo(
            id, "project-" + luck % 3, "Soak " + id, "soak.txt", null, Set.of(), luck / 6));
    Original original = receive(id);
    boolean queued = store
        .videos()
        .change(
            video,
            new VideoChange.Received(original),
            new VideoChange.Queued(Film.of(id).plannedBy("")))
        .isPresent();
    if (!queued) {
      throw new IllegalStateException("Somebody else has changed the video " + id + ".");
    }
    journal.queued(id);
  }

  private Original receive(VideoId id) throws IOException {
    String key = "videos/" + id + "/original";
    byte[] bytes = id.toString().getBytes(StandardCharsets.UTF_8);
    try (MediaStorage.Receiver receiver = storage.receive(key)) {
      receiver.write(bytes);
      receiver.commit();
    }
    return new Original(key, bytes.length, sha256(bytes));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
