package dev.reelstate.processing.engine;

import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes originals that no record names: a process that ended between storing an original and
 * committing it leaves one behind.
 */
public final class OriginalSweep {

  private static final Logger LOG = LoggerFactory.getLogger(OriginalSweep.class);

  private OriginalSweep() {}

  /**
   * Sweeps a video unless it is uploading, as its original may then still be on its way to the
   * record.
   *
   * @return how many were removed
   */
  public static int sweep(VideoId id, MediaStorage storage, VideoCatalog videos)
      throws IOException {
    // Listed before the record is read: what is listed and not named then never will be.
    List<String> stored = stored(id, storage);
    Optional<Video> video = videos.find(id).filter(row -> row.status() != VideoStatus.UPLOADING);
    return stored.isEmpty() || video.isEmpty()
        ? 0
        : remove(stored, video.get().original(), storage);
  }

  /** Sweeps a video whose record names its original, which never changes from then on. */
  public static int sweep(VideoId id, Original named, MediaStorage storage) throws IOException {
    return remove(stored(id, storage), named, storage);
  }

  private static List<String> stored(VideoId id, MediaStorage storage) throws IOException {
    return storage.list(VideoKeys.video(id)).stream()
        .filter(key -> key.startsWith(VideoKeys.originals(id)))
        .toList();
  }

  private static int remove(List<String> stored, @Nullable Original named, MediaStorage storage)
      throws IOException {
    int removed = 0;
    for (String key : stored) {
      if (named == null || !key.equals(named.key())) {
        storage.delete(key);
        LOG.info("Removed an original that no record names: {}", key);
        removed++;
      }
    }
    return removed;
  }
}
