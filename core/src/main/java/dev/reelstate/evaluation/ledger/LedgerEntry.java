package dev.reelstate.evaluation.ledger;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one object of the truth or one detection. Immutable and thread-safe.
 *
 * @param sequence the position of its sequence, from 0
 * @param scene the position of its scene in the sequence, from 0
 * @param detection whether it is a detection, rather than an object of the truth
 * @param index its position in the list of its scene, from 0
 * @param label its class
 * @param track its track, or null if it has none
 * @param verdict the verdict
 * @param partner the position, in the other list of its scene, of what it was compared with; null
 *     if there is nothing
 * @param overlap how well the two overlap, from 0 to 1; null without a partner
 */
public record LedgerEntry(
    int sequence,
    int scene,
    boolean detection,
    int index,
    String label,
    @Nullable String track,
    Verdict verdict,
    @Nullable Integer partner,
    @Nullable Double overlap) {

  /** Checks that partner and overlap come together. */
  public LedgerEntry {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(verdict, "verdict");
    if ((partner == null) != (overlap == null)) {
      throw new IllegalArgumentException("A partner needs an overlap, and the other way round.");
    }
  }
}
