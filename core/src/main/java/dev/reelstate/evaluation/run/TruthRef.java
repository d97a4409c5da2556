package dev.reelstate.evaluation.run;

import dev.reelstate.StoredText;

/**
 * The truth that a sequence was scored against. Immutable and thread-safe.
 *
 * @param sequence the name of the sequence, not blank
 * @param contentHash identifies the truth: the
 *     {@linkplain dev.reelstate.annotation.GroundTruth#contentHash() hash of its content}, or of
 *     the file that it was read from; a {@linkplain StoredText word}, not blank
 */
public record TruthRef(String sequence, String contentHash) {

  /**
   * Checks name and hash.
   *
   * @throws IllegalArgumentException if one is blank, or one that no store can keep
   */
  public TruthRef {
    StoredText.text("the sequence's name", sequence);
    StoredText.word("the hash of the truth", contentHash);
    if (sequence.isBlank() || contentHash.isBlank()) {
      throw new IllegalArgumentException("A sequence needs a name and the hash of its truth.");
    }
  }
}
