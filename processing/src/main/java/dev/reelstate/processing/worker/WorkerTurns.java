package dev.reelstate.processing.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Decides which operations may run at once: all, or a single one that needs the machine for itself.
 * Thread-safe.
 */
final class WorkerTurns {

  private static final long PATIENCE_SECONDS = 1;

  private final ReadWriteLock turns = new ReentrantReadWriteLock(true);

  /**
   * Waits for the turn of an operation, which ends when the lock is released by the same thread.
   *
   * @param alone whether no other operation may run meanwhile
   * @param waiting called every second while it waits
   */
  Lock take(boolean alone, Runnable waiting) throws InterruptedException {
    Lock turn = alone ? turns.writeLock() : turns.readLock();
    while (!turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      waiting.run();
    }
    return turn;
  }
}
