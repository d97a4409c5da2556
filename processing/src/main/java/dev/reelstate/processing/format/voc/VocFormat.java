package dev.reelstate.processing.format.voc;

import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.PixelConvention;
import java.nio.file.Path;

/**
 * Pascal VOC. Annotations are a folder with an XML file for each image, {@code Annotations} in it
 * if there is one, or a single such file. The ID of an image is the name of its XML file. Whether
 * an object is truncated and its pose are attributes.
 *
 * <p>Detections are a folder of text files. Either there is one for each class, named
 * {@code comp4_det_test_CLASS.txt} or {@code CLASS.txt}, with lines {@code image score left top
 * right bottom}; or there is one for each image, named after it, with lines {@code class score left
 * top right bottom}. Reading holds the names of the images. Immutable and thread-safe.
 */
public final class VocFormat implements LabelFormat {

  private final PixelConvention pixels;

  /** The format with continuous coordinates, as today's tools write it. */
  public VocFormat() {
    this(PixelConvention.CONTINUOUS);
  }

  private VocFormat(PixelConvention pixels) {
    this.pixels = pixels;
  }

  /**
   * A format whose coordinates mean something else.
   *
   * @param convention {@link PixelConvention#FROM_ONE} for the data of the VOC challenge itself;
   *     {@link PixelConvention#CONTINUOUS} by default
   */
  public VocFormat withPixels(PixelConvention convention) {
    return new VocFormat(convention);
  }

  @Override
  public String name() {
    return "voc";
  }

  @Override
  public LossReport read(Path source, LabelHandler handler) {
    return new VocReader(pixels, handler).read(source);
  }

  @Override
  public LossReport readDetections(Path source, LabelledData truth, LabelHandler handler) {
    return new VocDetectionReader(pixels, truth, handler).read(source);
  }

  @Override
  public LossReport write(LabelledData data, Path target) {
    new VocWriter(pixels, data).write(target);
    return losses(data);
  }

  @Override
  public LossReport writeDetections(LabelledData data, Path target) {
    new VocWriter(pixels, data).writeDetections(target);
    return VocLosses.ofDetections(data);
  }

  @Override
  public LossReport losses(LabelledData data) {
    return VocLosses.of(data);
  }
}
