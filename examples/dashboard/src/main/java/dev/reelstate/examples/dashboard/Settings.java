package dev.reelstate.examples.dashboard;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a dashboard is set up.
 *
 * @param host the address to listen at
 * @param port the port, or 0 for any that is free
 * @param socketPort the port of Socket.IO, or 0 for any that is free
 * @param folder for the media, and for the embedded database if there is no other
 * @param database a JDBC URL, or null for an embedded H2
 * @param token who has it is let in
 * @param maxUploadBytes the largest file
 * @param undo how long deleted videos can be had back
 * @param requestsPerMinute how many requests one client may make
 * @param uploadsPerMinute how many uploads one client may begin
 */
public record Settings(
    String host,
    int port,
    int socketPort,
    Path folder,
    @Nullable String database,
    String token,
    long maxUploadBytes,
    Duration undo,
    int requestsPerMinute,
    int uploadsPerMinute) {

  /** On this machine alone, in a folder. */
  public static Settings in(Path folder, int port, String token) {
    return new Settings(
        "127.0.0.1", port, 0, folder, null, token, 16L << 30, Duration.ofSeconds(10), 6000, 600);
  }

  /** The same with another database. */
  public Settings withDatabase(@Nullable String url) {
    return new Settings(
        host,
        port,
        socketPort,
        folder,
        url,
        token,
        maxUploadBytes,
        undo,
        requestsPerMinute,
        uploadsPerMinute);
  }

  /** The same at another address. */
  public Settings withHost(String address) {
    return new Settings(
        address,
        port,
        socketPort,
        folder,
        database,
        token,
        maxUploadBytes,
        undo,
        requestsPerMinute,
        uploadsPerMinute);
  }

  /** The same with Socket.IO at another port. */
  public Settings withSocketPort(int other) {
    return new Settings(
        host,
        port,
        other,
        folder,
        database,
        token,
        maxUploadBytes,
        undo,
        requestsPerMinute,
        uploadsPerMinute);
  }

  /** The same with other limits. */
  public Settings withLimits(long bytes, int requests, int uploads) {
    return new Settings(
        host, port, socketPort, folder, database, token, bytes, undo, requests, uploads);
  }

  /** The same with another time in which deleted videos can be had back. */
  public Settings withUndo(Duration time) {
    return new Settings(
        host,
        port,
        socketPort,
        folder,
        database,
        token,
        maxUploadBytes,
        time,
        requestsPerMinute,
        uploadsPerMinute);
  }
}
