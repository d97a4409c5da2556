package dev.reelstate.processing.detect;

import dev.reelstate.detection.Picture;
import dev.reelstate.processing.detect.Network.InputSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model is to be fed and read.
 *
 * @param layout of its outputs, or null to tell by their shapes
 * @param size of its input where it takes any
 * @param stretch whether a picture fills the input, whatever that does to its proportions
 * @param normalization of its input
 */
record OnnxOptions(
    @Nullable OutputLayout layout, int size, boolean stretch, Normalization normalization) {

  private static final int DEFAULT_SIZE = 640;
  private static final int MAX_SIZE = 4096;

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if one has a value that it cannot have
   */
  static OnnxOptions of(Settings settings) {
    List<String> layouts = new ArrayList<>(OutputLayout.words());
    layouts.add(OnnxDetector.AUTO);
    String layout = settings.word("layout", OnnxDetector.AUTO, layouts);
    String fit = settings.word("fit", "letterbox", List.of("letterbox", "stretch"));
    String pixels = settings.word("pixels", "unit", Normalization.words());
    return new OnnxOptions(
        layout.equals(OnnxDetector.AUTO) ? null : OutputLayout.parse(layout),
        settings.count("size", DEFAULT_SIZE, 1, MAX_SIZE),
        fit.equals("stretch"),
        Normalization.parse(pixels));
  }

  /** The size of the input, open sides decided. */
  InputSize input(InputSize model) {
    return new InputSize(
        model.height() == 0 ? size : model.height(), model.width() == 0 ? size : model.width());
  }

  /** How a picture gets into the input. */
  Letterbox fit(Picture picture, InputSize input) {
    return stretch
        ? Letterbox.stretching(picture.width(), picture.height(), input)
        : Letterbox.fitting(picture.width(), picture.height(), input);
  }
}
