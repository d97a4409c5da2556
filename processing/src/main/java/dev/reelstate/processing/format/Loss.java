package dev.reelstate.processing.format;

/**
 * One kind of thing that was lost. Immutable and thread-safe.
 *
 * @param kind what it is, such as {@code score} or {@code polygon}
 * @param count how many were lost, at least 1
 * @param first the first of them, for people to find it
 */
public record Loss(String kind, long count, String first) {

  /**
   * Checks the count.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Loss {
    if (count < 1) {
      throw new IllegalArgumentException("A loss counts at least 1, not " + count + ".");
    }
  }

  @Override
  public String toString() {
    return kind + ": " + count + " (first: " + first + ")";
  }
}
