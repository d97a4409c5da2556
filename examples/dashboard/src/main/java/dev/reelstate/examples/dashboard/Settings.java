package dev.reelstate.examples.dashboard;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a dashboard is set up.
 *
 * @param folder for the media, and for the embedded database if there is no other
 * @param database a JDBC URL, or null for an embedded H2
 * @param undo how long deleted videos can be had back
 */
public record Settings(
    Address address, Path folder, @Nullable String database, Limits limits, Duration undo) {

  /**
   * Where it listens.
   *
   * @param host the address
   * @param port of the page and the HTTP interface, or 0 for any that is free
   * @param socketPort of Socket.IO, or 0 for any that is free
   * @param proxied whether a proxy stands in front, under another name, which passes
   *     {@code /socket.io/} on to the other port
   */
  public record Address(String host, int port, int socketPort, boolean proxied) {

    /** On this machine alone, at ports that are free. */
    public static final Address HERE = new Address("127.0.0.1", 0, 0, false);
  }

  /**
   * What clients may ask for.
   *
   * @param uploadBytes the largest file
   * @param requestsPerMinute how many requests one client may make
   * @param uploadsPerMinute how many uploads one client may begin
   */
  public record Limits(long uploadBytes, int requestsPerMinute, int uploadsPerMinute) {

    /** Enough for a page that shows everything and uploads a lot. */
    public static final Limits USUAL = new Limits(16L << 30, 6000, 600);
  }

  /** On this machine alone, in a folder, with ten seconds to undo. */
  public static Settings in(Path folder) {
    return new Settings(Address.HERE, folder, null, Limits.USUAL, Duration.ofSeconds(10));
  }

  /** The same at another address. */
  public Settings withAddress(Address other) {
    return new Settings(other, folder, database, limits, undo);
  }

  /** The same with another database. */
  public Settings withDatabase(@Nullable String url) {
    return new Settings(address, folder, url, limits, undo);
  }

  /** The same with other limits. */
  public Settings withLimits(Limits other) {
    return new Settings(address, folder, database, other, undo);
  }

  /** The same with another time in which deleted videos can be had back. */
  public Settings withUndo(Duration time) {
    return new Settings(address, folder, database, limits, time);
  }
}
