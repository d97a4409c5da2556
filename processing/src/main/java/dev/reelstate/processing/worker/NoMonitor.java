package dev.reelstate.processing.worker;

import java.io.IOException;
import java.time.Duration;

/** Watches nothing but the time that an operation takes. */
final class NoMonitor implements WorkerPool.Monitor {

  private final Duration longest;
  private final long begun = System.nanoTime();

  NoMonitor(Duration longest) {
    this.longest = longest;
  }

  @Override
  public boolean needsSolitude() {
    return false;
  }

  @Override
  public void waiting() {}

  @Override
  public void position(Duration presented) {}

  @Override
  public void bytesRead(long bytes) {}

  @Override
  public void cpu(Duration used) {}

  @Override
  public void mayGoOn() throws IOException {
    if (System.nanoTime() - begun > longest.toNanos()) {
      throw new IOException(
          "The worker did not answer within " + longest.toSeconds() + " seconds.");
    }
  }
}
