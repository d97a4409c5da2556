package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Packets;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * In which order the pictures of a file are stored, and when each is shown. All times are in the
 * file's time base.
 *
 * <p>In MP4, what is stated of a picture that is not stored last is when the next one is decoded,
 * so how long it is shown follows from the times at which all are shown.
 */
public final class StoredOrder {

  private final long[] stored;
  private final long[] shown;
  private final long lengthOfLast;
  private final int delay;

  private StoredOrder(long[] stored, long lengthOfLast, int delay) {
    this.stored = stored;
    this.shown = stored.clone();
    Arrays.sort(shown);
    this.lengthOfLast = lengthOfLast;
    this.delay = delay;
  }

  /** Reads the packets of a file with a single track up to its end. */
  public static StoredOrder read(Demuxer demuxer) throws MediaException {
    long[] times = new long[1024];
    int count = 0;
    int early = 0;
    long lengthOfLast = 0;
    AVPacket packet = Packets.make();
    try {
      while (demuxer.read(packet)) {
        times = count == times.length ? Arrays.copyOf(times, 2 * count) : times;
        times[count++] = packet.pts();
        early += packet.dts() < times[0] ? 1 : 0;
        lengthOfLast = packet.duration();
      }
    } finally {
      Packets.free(packet);
    }
    return new StoredOrder(Arrays.copyOf(times, count), lengthOfLast, early);
  }

  /** How many pictures there are. */
  public int count() {
    return stored.length;
  }

  /** How many pictures are decoded before the first one is shown. */
  public int delay() {
    return delay;
  }

  /** When a picture is shown, by its place in the order of showing, from 0. */
  public long shown(int number) {
    return shown[number];
  }

  /** When the last picture is no longer shown. */
  public long end() {
    return shown[shown.length - 1] + lengthOfLast;
  }

  /** How long the picture is shown that is shown at a time. */
  public long length(long time) {
    int next = Arrays.binarySearch(shown, time) + 1;
    return (next < shown.length ? shown[next] : end()) - time;
  }
}
