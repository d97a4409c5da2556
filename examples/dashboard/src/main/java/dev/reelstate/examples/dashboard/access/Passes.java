package dev.reelstate.examples.dashboard.access;

import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passes for watching one video without a token, until a given time: the time, and an HMAC-SHA256
 * of it and of the video's identity. The key is in a file, so that passes survive a restart.
 * Thread-safe.
 */
public final class Passes {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY = 32;
  private static final int TIME = 8;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;
  private final InstantSource clock;

  private Passes(byte[] key, InstantSource clock) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.clock = clock;
  }

  /** Passes signed with the key in a file, which is created if it does not exist. */
  public static Passes at(Path file) throws IOException {
    return at(file, InstantSource.system());
  }

  static Passes at(Path file, InstantSource clock) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != KEY) {
      throw new IOException("The key of the passes is damaged; remove it, and passes become void.");
    }
    return new Passes(key, clock);
  }

  /** Another process may create it at the same time, and then its key counts. */
  private static void create(Path file) throws IOException {
    byte[] key = new byte[KEY];
    new SecureRandom().nextBytes(key);
    // Only the owner can read a temporary file.
    Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".next");
    Files.write(next, key);
    try {
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      Files.delete(next);
    }
  }

  /** A pass for a video until a time. */
  public String issue(VideoId id, Instant until) {
    byte[] time = ByteBuffer.allocate(TIME).putLong(until.getEpochSecond()).array();
    byte[] signature = sign(id, time);
    return ENCODER.encodeToString(
        ByteBuffer.allocate(TIME + signature.length).put(time).put(signature).array());
  }

  /**
   * Checks a pass for a video.
   *
   * @throws DeniedException if it is not one of these, or its time is over
   */
  public void require(VideoId id, String pass) {
    byte[] bytes = decode(pass);
    if (bytes.length > TIME) {
      ByteBuffer parts = ByteBuffer.wrap(bytes);
      byte[] time = new byte[TIME];
      parts.get(time);
      byte[] signature = new byte[parts.remaining()];
      parts.get(signature);
      if (MessageDigest.isEqual(signature, sign(id, time))) {
        Instant until = Instant.ofEpochSecond(ByteBuffer.wrap(time).getLong());
        if (clock.instant().isBefore(until)) {
          return;
        }
        throw DeniedException.because("This address has expired; ask for a new one.");
      }
    }
    throw DeniedException.because("This is no address that this server has given out.");
  }

  private static byte[] decode(String pass) {
    try {
      return Base64.getUrlDecoder().decode(pass);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private byte[] sign(VideoId id, byte[] time) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(("play " + id + " ").getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(time);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM + ".", e);
    }
  }
}
