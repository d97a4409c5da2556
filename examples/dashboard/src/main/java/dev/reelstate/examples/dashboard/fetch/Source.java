package dev.reelstate.examples.dashboard.fetch;

import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;

/** A file that has begun to arrive. */
public final class Source implements AutoCloseable {

  private final HttpGet request;
  private final InputStream bytes;
  private final long size;

  Source(HttpGet request, InputStream bytes, long size) {
    this.request = request;
    this.bytes = bytes;
    this.size = size;
  }

  /** Its bytes. */
  public InputStream bytes() {
    return bytes;
  }

  /** The number of bytes that will arrive, or -1 if unknown. */
  public long size() {
    return size;
  }

  /** Closes the connection, without reading the rest. */
  @Override
  public void close() {
    request.cancel();
  }
}
