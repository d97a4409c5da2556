package dev.reelstate.video;

/**
 * The file as it was received.
 *
 * @param key where the storage keeps it
 * @param bytes its size
 * @param sha256 hash of its bytes, 64 lower-case hexadecimal digits, computed while receiving
 */
public record Original(String key, long bytes, String sha256) {

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if the size is negative or the hash is not one
   */
  public Original {
    if (bytes < 0) {
      throw new IllegalArgumentException("A file has no negative size, not " + bytes + ".");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "A SHA-256 is 64 lower-case hexadecimal digits, not \"" + sha256 + "\".");
    }
  }
}
