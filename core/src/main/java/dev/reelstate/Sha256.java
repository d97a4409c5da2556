package dev.reelstate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash that identifies originals, backups and ground truth. Thread-safe. */
public final class Sha256 {

  /** The number of characters in the text form of a hash. */
  public static final int LENGTH = 64;

  private Sha256() {}

  /** A new digest; not thread-safe. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform provides SHA-256.", e);
    }
  }

  /**
   * The hash of the digest's input as {@value #LENGTH} lower-case hexadecimal digits; resets the
   * digest.
   */
  public static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
