package dev.reelstate.examples.dashboard.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A single token that grants access to every project. */
public final class OneToken implements Access {

  private static final Caller HOLDER = new Caller() {
    @Override
    public String name() {
      return "token";
    }

    @Override
    public Optional<Set<String>> projects() {
      return Optional.empty();
    }
  };

  private final byte[] token;

  /** Accepts this token. */
  public OneToken(String token) {
    this.token = bytes(token);
  }

  /** Generates a token: 192 random bits, in letters, digits, dashes and underscores. */
  public static String random() {
    byte[] bits = new byte[24];
    new SecureRandom().nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  @Override
  public Optional<Caller> authenticate(@Nullable String given) {
    // In constant time, so that timing does not reveal a matching prefix.
    return given != null && MessageDigest.isEqual(bytes(given), token)
        ? Optional.of(HOLDER)
        : Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
