package dev.reelstate.examples.dashboard.access;

/** The sender of a request, with its permissions. Thread-safe. */
public interface Caller {

  /** The name of the caller, for logs for example. */
  String name();

  /** Whether the caller may see and change the videos of a project. */
  boolean mayUse(String project);
}
