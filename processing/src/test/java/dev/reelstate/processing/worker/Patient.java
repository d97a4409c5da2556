package dev.reelstate.processing.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Lets an operation run, and notes what it reports. */
final class Patient implements WorkerPool.Monitor {
  /** Counted down by the first position. */
  final CountDownLatch begun = new CountDownLatch(1);

  private Duration cpu = Duration.ZERO;

  @Override
  public boolean needsSolitude() {
    return false;
  }

  @Override
  public void waiting() {
    // nothing else runs
  }

  @Override
  public void bytesRead(long bytes) {
    // this is progress, too
  }

  @Override
  public void position(Duration presented) {
    begun.countDown();
  }

  @Override
  public synchronized void cpu(Duration used) {
    cpu = cpu.plus(used);
  }

  synchronized Duration cpu() {
    return cpu;
  }

  @Override
  public void mayGoOn() {
    // always
  }
}
