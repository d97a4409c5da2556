package dev.reelstate.examples.convert;

import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.PixelConvention;
import dev.reelstate.processing.format.yolo.YoloFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a file does not say of itself. */
final class FormatOptions {

  @Option(
      names = "--first-frame",
      paramLabel = "N",
      description = "What MOT text calls the first frame, 0 or 1 (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  int firstFrame;

  @Option(
      names = "--pixels",
      paramLabel = "CONVENTION",
      description = "What coordinates in MOT text and VOC XML mean: ${COMPLETION-CANDIDATES}"
          + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "CONTINUOUS")
  PixelConvention pixels = PixelConvention.CONTINUOUS;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      converter = PictureSize.Converter.class,
      description = "The size of pictures in YOLO text whose size is not known.")
  private @Nullable PictureSize size;

  LabelFormat yolo() {
    YoloFormat format = new YoloFormat();
    return size == null ? format : format.withSize(size.width(), size.height());
  }
}
