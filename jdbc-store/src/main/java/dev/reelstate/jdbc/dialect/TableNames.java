package dev.reelstate.jdbc.dialect;

/** What the names of all tables begin with, by which they are told apart from a host's. */
public final class TableNames {

  /** Of every table. */
  public static final String PREFIX = "reelstate_";

  /** Of the copies that are kept while a change of the schema is under way. */
  public static final String COPY_PREFIX = PREFIX + "safety_";

  private TableNames() {}
}
