package dev.reelstate.processing.frames;

import dev.reelstate.annotation.FrameRef;
import java.util.Objects;

/**
 * What a {@link FrameMap} says about one frame. Immutable and thread-safe.
 *
 * @param ref the frame's number and its presentation time from the start of the video, to the
 *     microsecond; the time at which the outputs show it
 * @param stamp its presentation timestamp in the source, in ticks of the map's time base; where the
 *     source has none, what a decoder makes of its neighbours
 * @param key whether it is a key frame of the source
 * @param inRungs whether encoded renditions show it; of films with very many frames a second they
 *     leave some out
 */
public record MappedFrame(FrameRef ref, long stamp, boolean key, boolean inRungs) {

  /**
   * The frame's number.
   *
   * @return from 0
   */
  public long number() {
    return Objects.requireNonNull(ref.index());
  }
}
