package dev.reelstate.spi;

/** Whether a write for a claimed task took effect. */
public enum Receipt {
  /** The write was committed. */
  ACCEPTED,
  /** The claim is no longer valid: the write changed nothing, and the work must stop. */
  LEASE_LOST
}
