package dev.reelstate.examples.dashboard.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who makes a request: the hook for a host's own way of signing in. Thread-safe. */
@FunctionalInterface
public interface Access {

  /**
   * Whose token it is; empty if it is nobody's.
   *
   * @param token as it was sent, or null if none was
   */
  Optional<Caller> authenticate(@Nullable String token);
}
