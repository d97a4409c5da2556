package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Packets;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/**
 * Picks the key frames of a film that would be on screen at given times if only key frames were
 * shown, so that the others need not be decoded. Used by one thread.
 */
public final class KeyPicker implements AutoCloseable {

  private final long[] times;
  private final AVPacket held = Packets.make();
  private final AVPacket picked = Packets.make();
  private boolean holding;
  private int next;

  /**
   * Creates a picker.
   *
   * @param times ascending, in media ticks
   */
  public KeyPicker(long[] times) {
    this.times = times.clone();
  }

  /**
   * Takes the next key frame; the caller keeps ownership.
   *
   * @param time when it is shown
   * @return the previous key frame, valid until the next call, if it must be decoded; else null
   */
  public @Nullable AVPacket look(AVPacket packet, long time) throws LibavException {
    AVPacket before = take(time);
    avcodec.av_packet_unref(held);
    LibavException.check(avcodec.av_packet_ref(held, packet), "share a packet");
    holding = true;
    return before;
  }

  /** The last key frame, if it must be decoded; so must the first if there is no other. */
  public @Nullable AVPacket last() throws LibavException {
    return take(Long.MAX_VALUE);
  }

  private @Nullable AVPacket take(long until) throws LibavException {
    boolean wanted = next < times.length && times[next] < until;
    while (next < times.length && times[next] < until) {
      next++;
    }
    if (!holding || !wanted) {
      return null;
    }
    avcodec.av_packet_unref(picked);
    LibavException.check(avcodec.av_packet_ref(picked, held), "share a packet");
    return picked;
  }

  @Override
  public void close() {
    Packets.free(held);
    Packets.free(picked);
  }
}
