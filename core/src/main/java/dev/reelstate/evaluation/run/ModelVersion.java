package dev.reelstate.evaluation.run;

import dev.reelstate.StoredText;

/**
 * The model that an evaluation is about. Immutable and thread-safe.
 *
 * @param name its name, a {@linkplain StoredText word}, not blank
 * @param version its version, a {@linkplain StoredText word}, not blank
 */
public record ModelVersion(String name, String version) {

  /**
   * Checks the words.
   *
   * @throws IllegalArgumentException if one is blank, or one that no store can keep
   */
  public ModelVersion {
    StoredText.word("the model's name", name);
    StoredText.word("the model's version", version);
    if (name.isBlank() || version.isBlank()) {
      throw new IllegalArgumentException("A model needs a name and a version.");
    }
  }
}
