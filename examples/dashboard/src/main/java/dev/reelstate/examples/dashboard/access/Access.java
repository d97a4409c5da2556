package dev.reelstate.examples.dashboard.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authenticates requests: the hook for a host's own authentication. Thread-safe. */
@FunctionalInterface
public interface Access {

  /**
   * The owner of a token, or empty if the token is unknown.
   *
   * @param token the token as it was sent, or null if none was sent
   */
  Optional<Caller> authenticate(@Nullable String token);
}
