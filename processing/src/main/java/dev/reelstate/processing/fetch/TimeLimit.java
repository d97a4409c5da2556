package dev.reelstate.processing.fetch;

import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.time.Duration;

/** Ends a request for frames that takes too long, or for which the storage has no room. */
final class TimeLimit implements WorkerPool.Monitor {

  private final MediaStorage storage;
  private final Duration longest;
  private final long begun = System.nanoTime();

  TimeLimit(MediaStorage storage, Duration longest) {
    this.storage = storage;
    this.longest = longest;
  }

  /** The time is over. */
  static final class Over extends IOException {
    private static final long serialVersionUID = 1L;
  }

  long nanosLeft() {
    return longest.toNanos() - (System.nanoTime() - begun);
  }

  Failure failure() {
    return Failure.retryable(
        FailureCode.TIME_LIMIT,
        "The frames were not decoded within " + longest.toMillis()
            + " ms; ask for fewer at once, or" + " allow more time.");
  }

  @Override
  public boolean needsSolitude() {
    return false;
  }

  @Override
  public void waiting() {
    // The time that is left says how long.
  }

  @Override
  public void position(Duration presented) {
    // Single frames have no progress.
  }

  @Override
  public void bytesRead(long bytes) {
    // Single frames have no progress.
  }

  @Override
  public void cpu(Duration used) {
    // Nobody accounts for it.
  }

  @Override
  public void mayGoOn() throws IOException {
    if (nanosLeft() <= 0) {
      throw new Over();
    }
    storage.requireRoom(0);
  }
}
