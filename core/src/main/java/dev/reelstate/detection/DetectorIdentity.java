package dev.reelstate.detection;

import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exactly what has detected: with the same identity and the same pictures, the detections are the
 * same. Immutable and thread-safe.
 *
 * @param detector its name; not blank
 * @param library what does the work, with its version, such as {@code opencv-4.14.0}; not blank
 * @param modelSha256 the SHA-256 of the model, or null if there is none
 * @param settingsSha256 the {@linkplain DetectionSpec#settingsHash() hash of the specification}
 */
public record DetectorIdentity(
    String detector, String library, @Nullable String modelSha256, String settingsSha256) {

  /**
   * How many digits of a hash a provenance quotes: enough to tell all models and settings apart.
   */
  private static final int QUOTED = 16;

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if one is blank
   */
  public DetectorIdentity {
    Objects.requireNonNull(settingsSha256, "settingsSha256");
    if (detector.isBlank() || library.isBlank()) {
      throw new IllegalArgumentException("A detector's identity needs its name and its library.");
    }
  }

  /** What a specification means with a library. */
  public static DetectorIdentity of(DetectionSpec spec, String library) {
    DetectorModel model = spec.model();
    return new DetectorIdentity(
        spec.detector(), library, model == null ? null : model.sha256(), spec.settingsHash());
  }

  /** The source of the annotations that follow, which nobody has confirmed. */
  public Provenance provenance() {
    return new Provenance(Origin.DETECTOR, toString(), false);
  }

  /** One line, such as {@code hog opencv-4.14.0 settings=3f0c9a7be1d24c58}. */
  @Override
  public String toString() {
    String model = modelSha256 == null ? "" : " model=" + quoted(modelSha256);
    return detector + " " + library + model + " settings=" + quoted(settingsSha256);
  }

  private static String quoted(String hash) {
    return hash.substring(0, Math.min(QUOTED, hash.length()));
  }
}
