package dev.reelstate.jdbc.migration;

import java.util.List;

/**
 * The result of {@link Schema#repair()}. Immutable and thread-safe.
 *
 * @param mended the findings that were repaired
 * @param left the findings that remain; the advice says why, or what to do
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
