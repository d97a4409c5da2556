package dev.reelstate.jdbc.backup;

import dev.reelstate.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A sum over rows in which their order does not count, as each database sorts text and UUIDs in its
 * own way: rows of equal sums are, but for chances of no account, the same. Not thread-safe.
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
