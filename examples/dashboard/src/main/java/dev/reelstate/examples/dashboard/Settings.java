package dev.reelstate.examples.dashboard;

import dev.reelstate.examples.dashboard.hooks.Webhook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a dashboard.
 *
 * @param folder the folder for the media, and for the embedded database if no other is given
 * @param database a JDBC URL, or null for an embedded H2
 * @param undo how long deleted videos can be restored
 * @param outside the relations to other servers
 */
public record Settings(
    Address address,
    Path folder,
    @Nullable String database,
    Limits limits,
    Duration undo,
    Outside outside) {

  /**
   * The addresses it listens on.
   *
   * @param host the network address
   * @param port the port of the page and the HTTP API, or 0 for a free one
   * @param socketPort the port of Socket.IO, or 0 for a free one
   * @param proxies the addresses or networks of the reverse proxies in front, which have another
   *     host name, forward {@code /socket.io/} to the other port and tell the address of the
   *     client; empty if there is none
   */
  public record Address(String host, int port, int socketPort, List<String> proxies) {

    /** This machine only, on free ports. */
    public static final Address HERE = new Address("127.0.0.1", 0, 0, List.of());

    /** Copies the list. */
    public Address {
      proxies = List.copyOf(proxies);
    }

    /** Whether there is a reverse proxy. */
    public boolean proxied() {
      return !proxies.isEmpty();
    }
  }

  /**
   * The limits for clients.
   *
   * @param uploadBytes the maximum size of a file
   * @param requestsPerMinute the maximum number of requests per client
   * @param uploadsPerMinute the maximum number of uploads that a client may begin
   */
  public record Limits(long uploadBytes, int requestsPerMinute, int uploadsPerMinute) {

    /** Enough for a page that shows everything and uploads many files. */
    public static final Limits USUAL = new Limits(16L << 30, 6000, 600);
  }

  /**
   * The relations to other servers.
   *
   * @param webhooks where events are sent to
   * @param privateSources whether files may be fetched from addresses that are not public
   */
  public record Outside(List<Webhook> webhooks, boolean privateSources) {

    /** No webhooks, and files from public addresses only. */
    public static final Outside USUAL = new Outside(List.of(), false);

    /** Copies the list. */
    public Outside {
      webhooks = List.copyOf(webhooks);
    }
  }

  /** The settings for this machine only, in a folder, with ten seconds to undo a deletion. */
  public static Settings in(Path folder) {
    return new Settings(
        Address.HERE, folder, null, Limits.USUAL, Duration.ofSeconds(10), Outside.USUAL);
  }

  /** A copy with another address. */
  public Settings withAddress(Address other) {
    return new Settings(other, folder, database, limits, undo, outside);
  }

  /** A copy with another database. */
  public Settings withDatabase(@Nullable String url) {
    return new Settings(address, folder, url, limits, undo, outside);
  }

  /** A copy with other limits. */
  public Settings withLimits(Limits other) {
    return new Settings(address, folder, database, other, undo, outside);
  }

  /** A copy with another time for restoring deleted videos. */
  public Settings withUndo(Duration time) {
    return new Settings(address, folder, database, limits, time, outside);
  }

  /** A copy with other relations to other servers. */
  public Settings withOutside(Outside other) {
    return new Settings(address, folder, database, limits, undo, other);
  }
}
