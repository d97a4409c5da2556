package dev.reelstate.processing.format.cvat;

import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.io.FrameGrid;
import dev.reelstate.processing.format.io.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A task of a file.
 *
 * @param prefix what the IDs of its images start with; not empty if the file has several tasks
 * @param video the name of its video
 * @param grid its frames, or null if the file does not say
 * @param step the distance between two of its frames, at least 1
 * @param width of its frames in pixels, or null
 * @param height of its frames in pixels, or null
 */
record CvatTask(
    String prefix,
    String video,
    @Nullable FrameGrid grid,
    long step,
    @Nullable Integer width,
    @Nullable Integer height) {

  /** The ID of the image of a frame. */
  String image(long frame) {
    return prefix + frame;
  }

  /** The name that CVAT gives the picture of a frame. */
  static String file(long frame) {
    return String.format(Locale.ROOT, "frame_%06d", frame);
  }

  LabelledImage frame(long frame) {
    return new LabelledImage(image(frame), file(frame), width, height, video, frame, null);
  }

  /** Refuses an object on a frame that the task does not have. */
  void check(long frame) {
    if (grid != null && !grid.has(frame)) {
      throw new Refusal("The task has no frame %d, only %d to %d in steps of %d."
          .formatted(frame, grid.start(), grid.stop(), grid.step()));
    }
  }
}
