package dev.reelstate.processing.format;

import java.nio.file.Path;

/**
 * A file format for annotations and detections. Immutable and thread-safe.
 *
 * <p>Reading is all or nothing: whatever is wrong with the files is a {@link LabelFormatException}
 * that names the place. Writing is, too: the target appears when it is complete. A target file is
 * replaced; a target folder has to be empty or absent.
 */
public interface LabelFormat {

  /** Its name, such as {@code coco}. */
  String name();

  /**
   * Reads annotations, and hands them on one by one.
   *
   * @return what the neutral model cannot hold of the files
   * @throws LabelFormatException if the files cannot be read or say something impossible
   */
  LossReport read(Path source, LabelHandler handler);

  /**
   * Reads annotations.
   *
   * @throws LabelFormatException if the files cannot be read or say something impossible
   */
  default Reading read(Path source) {
    LabelCollector all = new LabelCollector();
    LossReport losses = read(source, all);
    return new Reading(all.data(), losses);
  }

  /**
   * Reads detections in the form that the format has for them, and hands them on one by one, with
   * the images of the truth.
   *
   * @param truth says which images and classes there are
   * @return what the neutral model cannot hold of the files
   * @throws LabelFormatException if the files cannot be read or say something impossible, such as a
   *     detection without a score or on an image that the truth does not have
   */
  LossReport readDetections(Path source, LabelledData truth, LabelHandler handler);

  /**
   * Reads detections in the form that the format has for them.
   *
   * @param truth says which images and classes there are
   * @throws LabelFormatException if the files cannot be read or say something impossible, such as a
   *     detection without a score or on an image that the truth does not have
   */
  default Reading readDetections(Path source, LabelledData truth) {
    LabelCollector all = new LabelCollector();
    LossReport losses = readDetections(source, truth, all);
    return new Reading(all.data(), losses);
  }

  /**
   * Writes annotations.
   *
   * @return what the format cannot hold of the data
   * @throws LabelFormatException if the data cannot be written, such as names that are no file
   *     names
   */
  LossReport write(LabelledData data, Path target);

  /**
   * Writes detections in the form that the format has for them.
   *
   * @return what the format cannot hold of the data
   * @throws LabelFormatException if the data cannot be written, such as objects without a score
   */
  LossReport writeDetections(LabelledData data, Path target);

  /** What {@link #write} would lose, without writing anything. */
  LossReport losses(LabelledData data);
}
