package dev.reelstate.jdbc.migration;

import java.util.List;

/**
 * What {@link Schema#repair()} did. Immutable and thread-safe.
 *
 * @param mended what is now as it has to be
 * @param left what is not; the advice tells why, or what to do
 */
public record SchemaRepair(List<SchemaFinding> mended, List<SchemaFinding> left) {

  /** Copies the lists. */
  public SchemaRepair {
    mended = List.copyOf(mended);
    left = List.copyOf(left);
  }

  /** Whether the schema is now the one this release needs. */
  public boolean isComplete() {
    return left.isEmpty();
  }
}
