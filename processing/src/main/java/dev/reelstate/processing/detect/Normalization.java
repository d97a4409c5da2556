package dev.reelstate.processing.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of a value from 0 to 255 in the input of a model, for red, green and blue. */
enum Normalization {
  /** 0 to 1, as in YOLO. */
  UNIT,
  /** By mean and deviation of the pictures of ImageNet, as in DETR. */
  IMAGENET,
  /** As it is. */
  BYTES;

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  static List<String> words() {
    return Arrays.stream(values())
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  static Normalization parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  float of(float value, int channel) {
    return switch (this) {
      case UNIT -> value / 255;
      case IMAGENET -> (value / 255 - MEAN[channel]) / DEVIATION[channel];
      case BYTES -> value;
    };
  }
}
