package dev.reelstate.processing.format.io;

import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LossReport;
import java.util.List;

/**
 * Equally spaced frames of a video, for formats that know no others.
 *
 * @param start the first frame
 * @param stop the last frame
 * @param step the distance between two, at least 1
 */
public record FrameGrid(long start, long stop, long step) {

  /** The coarsest grid on which all frames of a video are. */
  public static FrameGrid of(List<LabelledImage> frames) {
    long start = Long.MAX_VALUE;
    long stop = 0;
    for (LabelledImage image : frames) {
      start = Math.min(start, number(image));
      stop = Math.max(stop, number(image));
    }
    if (frames.isEmpty()) {
      return new FrameGrid(0, 0, 1);
    }
    long step = 0;
    for (LabelledImage image : frames) {
      step = commonDivisor(number(image) - start, step);
    }
    return new FrameGrid(start, stop, Math.max(step, 1));
  }

  /** How many frames are on the grid. */
  public long size() {
    return (stop - start) / step + 1;
  }

  /** Whether a frame is on the grid. */
  public boolean has(long frame) {
    return frame >= start && frame <= stop && (frame - start) % step == 0;
  }

  /**
   * Lists the frames on the grid that were not examined, which a reader will believe to be empty.
   *
   * @param examined how many frames were
   */
  public void reportGaps(String video, long examined, LossReport.Builder losses) {
    if (size() > examined) {
      losses.add(
          "frames that were not examined",
          () -> (size() - examined) + " between " + start + " and " + stop + " of " + video);
    }
  }

  private static long number(LabelledImage image) {
    Long frame = image.frame();
    return frame == null ? 0 : frame;
  }

  private static long commonDivisor(long a, long b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }
}
