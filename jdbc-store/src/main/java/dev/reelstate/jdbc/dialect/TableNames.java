package dev.reelstate.jdbc.dialect;

/** The prefixes that distinguish the store's tables from a host's. */
public final class TableNames {

  /** The prefix of every table. */
  public static final String PREFIX = "reelstate_";

  /** The prefix of the copies that are kept during a schema change. */
  public static final String COPY_PREFIX = PREFIX + "safety_";

  private TableNames() {}
}
