package dev.reelstate.processing.format.coco;

import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LossReport;
import java.nio.file.Path;

/**
 * COCO JSON. Annotations are one file, detections a file with a list of results, as the COCO API
 * takes both.
 *
 * <p>Beyond COCO itself, the fields that video data sets have are read and written: {@code videos},
 * and of images {@code video_id}, {@code frame_id} (from 0) and {@code timestamp} (in seconds); of
 * annotations {@code track_id} and {@code attributes}. Images come in the order of the file. A file
 * is read twice, because its categories may come last; of its annotations only their IDs stay in
 * memory. Immutable and thread-safe.
 */
public final class CocoFormat implements LabelFormat {

  /**
   * The kind of loss that lists results of a category that the truth does not have. They are left
   * out, as by the COCO API.
   */
  public static final String UNKNOWN_CATEGORY = "result of an unknown category";

  private final boolean ignore;

  /** The format with everything that a file says. */
  public CocoFormat() {
    this(true);
  }

  private CocoFormat(boolean ignore) {
    this.ignore = ignore;
  }

  /**
   * A format that may overlook what annotations say of being ignored.
   *
   * @param read whether {@code ignore} is read; true by default. With false, only crowds are
   *     ignored in an evaluation, as by pycocotools, which overwrites {@code ignore} by
   *     {@code iscrowd}; what is overlooked is listed as a loss
   */
  public CocoFormat withIgnore(boolean read) {
    return new CocoFormat(read);
  }

  @Override
  public String name() {
    return "coco";
  }

  @Override
  public LossReport read(Path source, LabelHandler handler) {
    return new CocoReader(source, ignore, handler).read();
  }

  @Override
  public LossReport readDetections(Path source, LabelledData truth, LabelHandler handler) {
    return new CocoResultReader(source, truth, handler).read();
  }

  @Override
  public LossReport write(LabelledData data, Path target) {
    new CocoWriter(data).write(target);
    return losses(data);
  }

  @Override
  public LossReport writeDetections(LabelledData data, Path target) {
    new CocoWriter(data).writeResults(target);
    return CocoLosses.ofResults(data);
  }

  @Override
  public LossReport losses(LabelledData data) {
    return CocoLosses.of(data);
  }
}
