package dev.reelstate.examples.dashboard.access;

/** Who makes a request, and what they may see and do. Thread-safe. */
public interface Caller {

  /** What to call them, such as in logs. */
  String name();

  /** Whether the videos of a project are theirs to see and to change. */
  boolean mayUse(String project);
}
