package dev.reelstate.processing.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread; any number of calls before it waits count as one. */
final class Signal {

  private final Semaphore semaphore = new Semaphore(0);

  void raise() {
    semaphore.release();
  }

  /** Forgets what was raised. */
  void lower() {
    semaphore.drainPermits();
  }

  /** Returns when raised since the last return, or after the time. */
  void await(Duration longest) throws InterruptedException {
    if (semaphore.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      semaphore.drainPermits();
    }
  }
}
