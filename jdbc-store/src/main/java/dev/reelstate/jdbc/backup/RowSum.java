package dev.reelstate.jdbc.backup;

import dev.reelstate.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A checksum over rows that does not depend on their order, since each database sorts text and
 * UUIDs in its own way. Rows with equal checksums are the same, except with negligible probability.
 * Not thread-safe.
 */
final class RowSum {

  private final MessageDigest digest = Sha256.digest();
  private final long[] sum = new long[4];
  private long rows;

  /** Adds a row, as {@link RowFormat} writes it. */
  void add(byte[] row) {
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(row));
    for (int i = 0; i < sum.length; i++) {
      sum[i] += hash.getLong();
    }
    rows++;
  }

  /** How many rows were added. */
  long rows() {
    return rows;
  }

  /** Whether the same rows were added to both. */
  boolean isSameAs(RowSum other) {
    return rows == other.rows && Arrays.equals(sum, other.sum);
  }
}
