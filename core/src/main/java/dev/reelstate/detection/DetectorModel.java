package dev.reelstate.detection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A file that a detector is to run, identified by its content. Immutable and thread-safe.
 *
 * @param file where it is, for this process
 * @param sha256 its SHA-256 in lower-case hexadecimal digits
 */
public record DetectorModel(Path file, String sha256) {

  /**
   * Checks the form of the hash.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public DetectorModel {
    Objects.requireNonNull(file, "file");
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("A SHA-256 has 64 lower-case hexadecimal digits.");
    }
  }

  /**
   * The model in a file, as it is now.
   *
   * @throws IOException if it cannot be read
   */
  public static DetectorModel of(Path file) throws IOException {
    return new DetectorModel(file, sha256(file));
  }

  /** The same model at another place. */
  public DetectorModel at(Path newFile) {
    return new DetectorModel(newFile, sha256);
  }

  /**
   * Whether the file still has the content that it is identified by. Reads all of it.
   *
   * @throws IOException if it cannot be read
   */
  public boolean isIntact() throws IOException {
    return sha256(file).equals(sha256);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = newDigest();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
