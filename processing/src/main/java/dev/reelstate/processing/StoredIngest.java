package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.Sha256;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Takes in originals that are already in the storage: reads them once, to check and hash them, and
 * moves them below their video. An attempt that was interrupted after the move is resumed under the
 * same upload key.
 */
final class StoredIngest {

  private static final int BUFFER = 64 * 1024;

  private final MediaStorage storage;
  private final Ingest ingest;

  StoredIngest(MediaStorage storage, Ingest ingest) {
    this.storage = storage;
    this.ingest = ingest;
  }

  Video receive(NewVideo request, String key) {
    requireForeign(key);
    requireThere(request, key);
    Video video = ingest.create(request);
    if (!video.id().equals(request.id())) {
      Optional<Video> restarted = ingest.restart(video);
      if (restarted.isEmpty()) {
        return video;
      }
      video = restarted.get();
    }
    return receiveInto(video, key);
  }

  private static void requireForeign(String key) {
    if (VideoKeys.isOurs(key)) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.INVALID_REQUEST,
          "The object \"" + key + "\" belongs to a video already; give it a key of your own."));
    }
  }

  /** Refuses what cannot have been moved by an earlier attempt, before anything is created. */
  private void requireThere(NewVideo request, String key) {
    try {
      if (request.uploadKey() == null && storage.size(key).isEmpty()) {
        throw new ReelstateException(missing(key));
      }
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  private static Failure missing(String key) {
    return Failure.permanent(
        FailureCode.SOURCE_UNREADABLE,
        "There is no object \"" + key + "\" in the media storage; check its key.");
  }

  private Video receiveInto(Video video, String key) {
    String target = VideoKeys.storedOriginal(video.id());
    try (WantedVideos.Watch watch = ingest.watch(video.id())) {
      boolean moved = storage.size(target).isPresent();
      String now = moved ? target : key;
      Original original = look(now, target, watch);
      if (!moved) {
        storage.move(key, target);
      }
      return ingest.queue(video, original);
    } catch (WantedVideos.UnwantedException e) {
      return ingest.latest(video);
    } catch (Ingest.RejectedException e) {
      return ingest.stop(video, VideoStatus.REJECTED, e.failure);
    } catch (NoSuchFileException e) {
      throw ingest.failed(video, missing(key), e);
    } catch (IOException e) {
      throw ingest.failed(video, StorageFailures.of(e), e);
    }
  }

  private Original look(String key, String target, WantedVideos.Watch watch)
      throws IOException, Ingest.RejectedException {
    MessageDigest hash = Sha256.digest();
    try (InputStream bytes = storage.open(key, 0)) {
      byte[] head = Ingest.readHead(bytes);
      ingest.check(head, storage.size(key).orElse(-1L));
      hash.update(head);
      long count = head.length;
      byte[] buffer = new byte[BUFFER];
      for (int next = bytes.read(buffer); next >= 0; next = bytes.read(buffer)) {
        count += next;
        watch.require();
        hash.update(buffer, 0, next);
      }
      return new Original(target, count, Sha256.text(hash));
    }
  }
}
