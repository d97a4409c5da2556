package dev.reelstate.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class SettableClock implements InstantSource {

  private Instant now;

  private SettableClock(Instant now) {
    this.now = now;
  }

  /** A clock that stands at noon of 1 January 2026, UTC. */
  public static SettableClock create() {
    return at(Instant.parse("2026-01-01T12:00:00Z"));
  }

  /** A clock that stands at a time of one's choice. */
  public static SettableClock at(Instant now) {
    return new SettableClock(now);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves the clock on, or back by a negative duration. */
  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  /** Sets the clock. */
  public synchronized void set(Instant newNow) {
    now = newNow;
  }
}
