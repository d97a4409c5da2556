package dev.reelstate.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class SettableClock implements InstantSource {

  private Instant now;

  private SettableClock(Instant now) {
    this.now = now;
  }

  /** A clock set to noon on 1 January 2026, UTC. */
  public static SettableClock create() {
    return at(Instant.parse("2026-01-01T12:00:00Z"));
  }

  /** A clock set to the given time. */
  public static SettableClock at(Instant now) {
    return new SettableClock(now);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Moves the clock forward, or back by a negative duration. */
  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  /** Sets the clock. */
  public synchronized void set(Instant newNow) {
    now = newNow;
  }
}
