package dev.reelstate.examples.convert;

import dev.reelstate.processing.format.PixelConvention;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What files do not say of themselves: each side has options of its own. */
final class FormatOptions {

  @Option(
      names = "--first-frame",
      paramLabel = "N",
      converter = FirstFrame.class,
      description = "What MOT text IN calls the first frame, 0 or 1 (default: 1).")
  private @Nullable Integer firstFrame;

  @Option(
      names = "--pixels",
      paramLabel = "CONVENTION",
      description = "What coordinates in MOT text or VOC XML IN mean: ${COMPLETION-CANDIDATES}"
          + " (default: CONTINUOUS).")
  private @Nullable PixelConvention pixels;

  @Option(
      names = "--to-first-frame",
      paramLabel = "N",
      converter = FirstFrame.class,
      description = "What MOT text OUT shall call the first frame, 0 or 1 (default: 1).")
  private @Nullable Integer toFirstFrame;

  @Option(
      names = "--to-pixels",
      paramLabel = "CONVENTION",
      description = "What coordinates in MOT text or VOC XML OUT shall mean:"
          + " ${COMPLETION-CANDIDATES} (default: CONTINUOUS).")
  private @Nullable PixelConvention toPixels;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      converter = PictureSize.Converter.class,
      description = "The size of pictures in YOLO text whose size is not known.")
  private @Nullable PictureSize size;

  FormatSettings input() {
    return FormatSettings.of(firstFrame, pixels, size);
  }

  FormatSettings output() {
    return FormatSettings.of(toFirstFrame, toPixels, size);
  }

  /** Refuses options that would have no effect. */
  void check(CommandSpec command, FormatName from, FormatName to) {
    require(command, firstFrame == null || from.numbersFrames(), "--first-frame", "IN", from);
    require(command, pixels == null || from.numbersPixels(), "--pixels", "IN", from);
    require(command, toFirstFrame == null || to.numbersFrames(), "--to-first-frame", "OUT", to);
    require(command, toPixels == null || to.numbersPixels(), "--to-pixels", "OUT", to);
  }

  private static void require(
      CommandSpec command, boolean used, String option, String side, FormatName format) {
    if (!used) {
      throw new ParameterException(
          command.commandLine(),
          option + " is about " + side + ", and " + format + " has no use for it");
    }
  }
}
