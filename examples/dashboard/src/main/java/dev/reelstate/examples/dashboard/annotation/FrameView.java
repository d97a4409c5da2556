package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.examples.dashboard.view.Wire;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A frame as clients see it.
 *
 * @param index its number from 0, or null if unknown
 * @param nanos its presentation timestamp in nanoseconds, from the start of the video
 * @param estimated whether the time was calculated from the number
 */
@Wire
record FrameView(@Nullable Long index, long nanos, boolean estimated) {

  static FrameView of(FrameRef frame) {
    return new FrameView(frame.index(), frame.pts().toNanos(), frame.estimated());
  }

  FrameRef frame() {
    return new FrameRef(index, Duration.ofNanos(nanos), estimated);
  }
}
