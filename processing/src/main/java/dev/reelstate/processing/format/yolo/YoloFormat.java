package dev.reelstate.processing.format.yolo;

import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LossReport;
import java.nio.file.Path;

/**
 * YOLO text. A folder has the names of the classes ({@code data.yaml}, {@code classes.txt} or
 * {@code obj.names}) and a file of boxes for each image: in {@code labels}, {@code obj_train_data}
 * or the folder itself, and in folders below. Detections are such files with a confidence at the
 * end of each line, and possibly a track ID behind it.
 *
 * <p>Boxes are shares of a picture, so its size is needed. It is taken from {@code sizes.csv}, with
 * lines {@code width,height,file}, which this format writes; else from the picture, a PNG or JPEG
 * file in {@code images} or beside its labels; else it is the one that the host gives. Reading
 * holds the names of the images. Immutable and thread-safe.
 */
public final class YoloFormat implements LabelFormat {

  private final YoloSize size;

  /** The format without a size for pictures whose size is not known. */
  public YoloFormat() {
    this(YoloSize.UNKNOWN);
  }

  private YoloFormat(YoloSize size) {
    this.size = size;
  }

  /**
   * A format with a size for pictures whose size is not known.
   *
   * @param width in pixels, positive
   * @param height in pixels, positive
   */
  public YoloFormat withSize(int width, int height) {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "A size must be positive, not " + width + " by " + height + ".");
    }
    return new YoloFormat(new YoloSize(width, height));
  }

  @Override
  public String name() {
    return "yolo";
  }

  @Override
  public LossReport read(Path source, LabelHandler handler) {
    return new YoloReader(size, handler).read(source);
  }

  /**
   * Reads detections. The number of a class is its position among the categories of the truth; a
   * file belongs to the image of that ID or file name.
   */
  @Override
  public LossReport readDetections(Path source, LabelledData truth, LabelHandler handler) {
    return new YoloDetectionReader(size, truth, handler).read(source);
  }

  @Override
  public LossReport write(LabelledData data, Path target) {
    new YoloWriter(size, data).write(target, false);
    return losses(data);
  }

  @Override
  public LossReport writeDetections(LabelledData data, Path target) {
    new YoloWriter(size, data).write(target, true);
    return YoloLosses.of(data, true);
  }

  @Override
  public LossReport losses(LabelledData data) {
    return YoloLosses.of(data, false);
  }
}
