package dev.reelstate.examples.detect;

import dev.reelstate.tracking.TrackerSettings;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How boxes become tracks. */
enum Follow {
  /** They do not. */
  NONE,
  /** With every box that the detector reports. */
  SORT,
  /** Also with boxes of lower scores, which the detector is then asked for. */
  BYTETRACK;

  private static final double USUAL = 0.5;

  /**
   * The settings of the tracker.
   *
   * @param threshold the score of a box that counts, or null for the usual one
   */
  Optional<TrackerSettings> settings(@Nullable Double threshold) {
    return switch (this) {
      case NONE -> Optional.empty();
      case SORT -> Optional.of(TrackerSettings.sort().withScore(0));
      case BYTETRACK ->
        Optional.of(TrackerSettings.byteTrack().withScore(threshold == null ? USUAL : threshold));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
