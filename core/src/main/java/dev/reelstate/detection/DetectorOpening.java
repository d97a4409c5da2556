package dev.reelstate.detection;

import java.util.Objects;

/** What came of opening a detector. Closed: a caller handles both. */
public sealed interface DetectorOpening {

  /**
   * It works.
   *
   * @param session belongs to the caller, who closes it
   */
  record Opened(DetectorSession session) implements DetectorOpening {

    /** Checks that there is a session. */
    public Opened {
      Objects.requireNonNull(session, "session");
    }
  }

  /**
   * It does not work, and holds nothing.
   *
   * @param problem the reason
   */
  record Refused(DetectorProblem problem) implements DetectorOpening {

    /** Checks that there is a reason. */
    public Refused {
      Objects.requireNonNull(problem, "problem");
    }
  }
}
