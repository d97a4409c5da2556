package dev.reelstate.processing.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread; calls made before it waits count as one. */
final class Signal {

  private final Semaphore semaphore = new Semaphore(0);

  void raise() {
    semaphore.release();
  }

  /** Clears pending signals. */
  void lower() {
    semaphore.drainPermits();
  }

  /** Returns once raised since the last return, or after the given time. */
  void await(Duration longest) throws InterruptedException {
    if (semaphore.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      semaphore.drainPermits();
    }
  }
}
