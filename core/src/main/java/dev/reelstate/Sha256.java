package dev.reelstate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which originals, backups and ground truth are known. Thread-safe. */
public final class Sha256 {

  /** Characters of a hash as text. */
  public static final int LENGTH = 64;

  private Sha256() {}

  /** A digest to be fed; not thread-safe. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /**
   * The hash of what the digest was fed, {@value #LENGTH} lower-case hexadecimal digits; resets the
   * digest.
   */
  public static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
