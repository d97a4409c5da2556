package dev.reelstate.examples.dashboard.access;

import java.util.Optional;
import java.util.Set;

/** The sender of a request, with its permissions. Thread-safe. */
public interface Caller {

  /** The name of the caller, for logs and rate limits for example. */
  String name();

  /** The projects whose videos the caller may see and change, or empty for every project. */
  Optional<Set<String>> projects();

  /** Whether the caller may see and change the videos of a project. */
  default boolean mayUse(String project) {
    return projects().map(allowed -> allowed.contains(project)).orElse(true);
  }
}
