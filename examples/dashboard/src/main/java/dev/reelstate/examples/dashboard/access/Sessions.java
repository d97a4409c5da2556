package dev.reelstate.examples.dashboard.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of browsers: random names that stand for tokens until they end or are not used for a
 * while. They exist in this process only. Thread-safe.
 */
final class Sessions {

  /** How long a session lasts at most. */
  static final Duration LONGEST = Duration.ofDays(7);

  private static final Duration IDLE = Duration.ofHours(12);
  private static final int MOST = 100_000;

  /** A session, and when it ends in any case. */
  private record Session(String token, long begun) {

    boolean isOver() {
      return System.nanoTime() - begun > LONGEST.toNanos();
    }
  }

  private final Cache<String, Session> open =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();

  /** Begins a session, and returns its name. */
  String begin(String token) {
    String name = OneToken.random();
    open.put(name, new Session(token, System.nanoTime()));
    return name;
  }

  /** The token of a session; empty if there is none of that name, or it has ended. */
  Optional<String> token(@Nullable String name) {
    return Optional.ofNullable(name == null ? null : open.getIfPresent(name))
        .filter(session -> !session.isOver())
        .map(Session::token);
  }

  /** Ends a session. */
  void end(@Nullable String name) {
    if (name != null) {
      open.invalidate(name);
    }
  }
}
