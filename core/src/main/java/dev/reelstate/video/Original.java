package dev.reelstate.video;

import dev.reelstate.StoredText;

/**
 * The file as it was received.
 *
 * @param key its storage key
 * @param bytes its size
 * @param sha256 hash of its bytes, 64 lower-case hexadecimal digits, computed while receiving
 */
public record Original(String key, long bytes, String sha256) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the size is negative, the hash is malformed, or the key
   *     contains characters that no store can keep
   */
  public Original {
    StoredText.text("the original's key", key);
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "A file's size must not be negative, but is " + bytes + ".");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "A SHA-256 hash is 64 lower-case hexadecimal digits, not \"" + sha256 + "\".");
    }
  }
}
