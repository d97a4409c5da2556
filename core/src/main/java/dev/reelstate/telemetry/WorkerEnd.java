package dev.reelstate.telemetry;

/** Why a worker process ended. Later releases may add constants. */
public enum WorkerEnd {
  /** It crashed, was stopped in the middle of its work or could not be trusted any more. */
  FAILED,
  /** It had run its number of tasks. */
  WORN,
  /** It had nothing to do for a while. */
  IDLE,
  /** The platform was closed. */
  CLOSED
}
