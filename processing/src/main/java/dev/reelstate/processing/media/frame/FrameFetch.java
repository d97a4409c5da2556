package dev.reelstate.processing.media.frame;

import dev.reelstate.processing.frames.FrameForm;
import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.frames.SampledPictures;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes single frames of a film, each as a decoder yields it that has read the film from its
 * start. It begins at the last key frame before each; whatever shows that this yields something
 * else (another timestamp than the map has next, a fault of the decoder) makes it begin at the
 * start. Used by one thread.
 */
public final class FrameFetch implements AutoCloseable {

  /** How many key frames before the right one are tried, where seeking is not exact. */
  private static final int[] STEPS_BACK = {0, 1, 2, 8};

  private final Path film;
  private final MediaInfo media;
  private final VideoTrack track;
  private final FrameMap map;
  private final MediaLimits limits;
  private final boolean orderly;
  private boolean seeks = true;
  private @Nullable TimedPictures pictures;
  private long next;
  private boolean begun;
  private boolean fromStart;
  private long faults;

  private FrameFetch(Path film, MediaInfo media, FrameMap map, MediaLimits limits)
      throws MediaException {
    this.film = film;
    this.media = media;
    this.track = media.video().orElseThrow(MediaFailures::nothingDecoded);
    this.map = map;
    this.limits = limits;
    this.orderly = !media.clockRepaired() && isAscending(map);
  }

  /**
   * Fetches frames.
   *
   * @param film the file
   * @param media what the inspection found in it
   * @param map the file of its frame map
   * @param numbers ascending
   * @param folder where a file of the frames is left, which {@link SampledPictures} reads
   * @throws MediaException DAMAGED if the film does not have these frames
   */
  public static void run(
      Path film,
      MediaInfo media,
      Path map,
      List<Long> numbers,
      FrameForm form,
      Path folder,
      MediaLimits limits)
      throws MediaException {
    try (FrameFetch fetch = new FrameFetch(film, media, FrameMap.read(map), limits);
        FetchedFile file = FetchedFile.create(
            form,
            fetch.track,
            Files.newByteChannel(
                folder.resolve(SampledPictures.FILE),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE))) {
      for (long number : numbers) {
        fetch.fetch(number, file);
      }
      file.finish();
    } catch (LibavException e) {
      throw MediaFailures.internal(e);
    } catch (IOException e) {
      throw MediaFailures.storage(e);
    }
  }

  private static boolean isAscending(FrameMap map) {
    for (int i = 1; i < map.size(); i++) {
      if (map.frame(i).stamp() <= map.frame(i - 1).stamp()) {
        return false;
      }
    }
    return true;
  }

  private void fetch(long number, FrameTaker taker)
      throws MediaException, LibavException, IOException {
    if (number >= map.size()) {
      throw MediaFailures.frameMissing(number);
    }
    long key = lastKey(number);
    boolean onwards = pictures != null && next <= number && (key <= next || !seeks || !orderly);
    if (!onwards && !(seeks && orderly && key > 0 && beginAt(key))) {
      beginAtStart();
    }
    if (!reach(number)) {
      seeks = false;
      beginAtStart();
      if (!reach(number)) {
        throw MediaFailures.frameMissing(number);
      }
    }
    taker.take(map.frame(number).ref(), opened().picture());
  }

  private long lastKey(long number) {
    long key = number;
    while (key > 0 && !map.frame(key).key()) {
      key--;
    }
    return key;
  }

  private void beginAtStart() throws MediaException, LibavException {
    open();
    next = 0;
    begun = true;
    fromStart = true;
  }

  /** Begins at a key frame; false if it is not found in the file. */
  private boolean beginAt(long key) throws MediaException, LibavException {
    long near = key;
    for (int back : STEPS_BACK) {
      for (int i = 0; i < back && near > 0; i++) {
        near = lastKey(near - 1);
      }
      TimedPictures opened = open();
      if (!opened.canSeek(map)) {
        break;
      }
      if (opened.goTo(map.frame(key).stamp(), map.frame(near).stamp())) {
        next = key;
        begun = false;
        fromStart = false;
        return true;
      }
    }
    seeks = false;
    return false;
  }

  /**
   * Decodes up to a frame. What a decoder yields before the key frame at which it began is not what
   * it would have yielded otherwise, and is passed over.
   *
   * @return false if what is decoded are not the frames of the map
   */
  private boolean reach(long number) throws MediaException {
    TimedPictures decoded = opened();
    while (next <= number) {
      if (!decoded.decode()) {
        return false;
      }
      long wanted = map.frame(next).stamp();
      if (!begun && decoded.stamp() < wanted) {
        continue;
      }
      if (decoded.stamp() != wanted) {
        return false;
      }
      if (!begun) {
        begun = true;
        faults = decoded.faults();
      }
      next++;
    }
    return fromStart || decoded.faults() == faults;
  }

  private TimedPictures opened() {
    if (pictures == null) {
      throw new IllegalStateException("Nothing is open.");
    }
    return pictures;
  }

  private TimedPictures open() throws MediaException, LibavException {
    close();
    TimedPictures opened = new TimedPictures(film, media, track, limits);
    pictures = opened;
    return opened;
  }

  @Override
  public void close() {
    if (pictures != null) {
      pictures.close();
      pictures = null;
    }
  }
}
