package dev.reelstate.examples.dashboard.hooks;

import dev.reelstate.task.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/**
 * Where events are sent to.
 *
 * @param address an address of HTTP
 * @param secret what requests are signed with: the key in Base64, after {@code whsec_}
 * @param retries how often an event is sent, and how long to pause before it is sent again
 * @param history whether a new webhook gets the events of the past as well
 */
public record Webhook(URI address, String secret, RetryPolicy retries, boolean history) {

  /** Ten tries within about eleven hours. */
  private static final RetryPolicy USUAL =
      new RetryPolicy(10, Duration.ofSeconds(5), 4, Duration.ofHours(3), 0.2);

  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 24;

  /**
   * Checks the address and the secret.
   *
   * @throws IllegalArgumentException if the address is not one of HTTP, or the secret is too short
   *     or not in Base64
   */
  public Webhook {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || address.getHost() == null || address.getUserInfo() != null) {
      throw new IllegalArgumentException("The address of a webhook must be one of http or https.");
    }
    if (!secret.startsWith(PREFIX) || key(secret).length < SHORTEST) {
      throw new IllegalArgumentException(
          "The secret of a webhook must be whsec_ and at least 24 bytes in Base64.");
    }
  }

  /** A webhook with ten tries within about eleven hours, which begins now. */
  public static Webhook to(URI address, String secret) {
    return new Webhook(address, secret, USUAL, false);
  }

  /** This webhook, beginning with the first event there ever was. */
  public Webhook withHistory() {
    return new Webhook(address, secret, retries, true);
  }

  /** The name of its place among the events. */
  String reader() {
    String text = "webhook " + address;
    return text.length() <= 200 ? text : text.substring(0, 180) + " " + text.hashCode();
  }

  byte[] key() {
    return key(secret);
  }

  private static byte[] key(String secret) {
    return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Webhook[" + address + "]";
  }
}
