package dev.reelstate.processing.format;

import java.util.Objects;

/**
 * Data that was read or converted, and what it does not hold of its source. Immutable and
 * thread-safe.
 *
 * @param data the data
 * @param losses what was left out
 */
public record Reading(LabelledData data, LossReport losses) {

  /** Checks that both are there. */
  public Reading {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(losses, "losses");
  }
}
