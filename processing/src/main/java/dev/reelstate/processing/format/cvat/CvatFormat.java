package dev.reelstate.processing.format.cvat;

import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LossReport;
import java.nio.file.Path;

/**
 * CVAT XML 1.1: <i>for video</i> with tracks, or <i>for images</i> with boxes by image. Both read
 * files of either kind.
 *
 * <p>Frame numbers are those of the source video, as CVAT exports them, also where a task takes
 * only every so many frames. Boxes between two key frames are interpolated linearly on the frames
 * of the task; an object stays where it was after its last key frame until the task ends, unless it
 * is outside. Reading holds one track in memory, and the frame numbers of the task. Immutable and
 * thread-safe.
 */
public final class CvatFormat implements LabelFormat {

  /** How many boxes interpolation may add to a file unless the host says otherwise. */
  public static final long DEFAULT_MOST_INTERPOLATED = 1_000_000;

  private final boolean video;
  private final long mostInterpolated;

  private CvatFormat(boolean video, long mostInterpolated) {
    this.video = video;
    this.mostInterpolated = mostInterpolated;
  }

  /** CVAT for video. */
  public static CvatFormat forVideo() {
    return new CvatFormat(true, DEFAULT_MOST_INTERPOLATED);
  }

  /** CVAT for images. */
  public static CvatFormat forImages() {
    return new CvatFormat(false, DEFAULT_MOST_INTERPOLATED);
  }

  /**
   * Limits what a small file may grow to.
   *
   * @param boxes how many boxes interpolation may add to a file, and how many frames a task may
   *     have; not negative; {@value #DEFAULT_MOST_INTERPOLATED} by default
   */
  public CvatFormat withMostInterpolated(long boxes) {
    if (boxes < 0) {
      throw new IllegalArgumentException("The limit must not be negative, but is " + boxes + ".");
    }
    return new CvatFormat(video, boxes);
  }

  @Override
  public String name() {
    return video ? "cvat-video" : "cvat-images";
  }

  @Override
  public LossReport read(Path source, LabelHandler handler) {
    return new CvatReader(source, handler, mostInterpolated).read();
  }

  /**
   * Reads annotations that stand for detections. CVAT has no scores, so every object counts as
   * certain: its score is 1. The images are those of the file.
   */
  @Override
  public LossReport readDetections(Path source, LabelledData truth, LabelHandler handler) {
    return read(source, new Certain(handler));
  }

  @Override
  public LossReport write(LabelledData data, Path target) {
    if (video) {
      new CvatVideoWriter(data).write(target);
    } else {
      new CvatImageWriter(data).write(target);
    }
    return losses(data);
  }

  @Override
  public LossReport writeDetections(LabelledData data, Path target) {
    return write(data, target);
  }

  @Override
  public LossReport losses(LabelledData data) {
    return video ? CvatLosses.ofVideo(data) : CvatLosses.ofImages(data);
  }
}
