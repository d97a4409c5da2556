package dev.reelstate.jdbc.migration;

/** What a store does about its schema when it is opened. */
public enum SchemaMode {
  /** Makes the schema, or brings it up to this release. Needs Flyway on the class path. */
  MIGRATE,
  /** Changes nothing, and refuses to open when {@link Schema#validate()} finds something. */
  VALIDATE,
  /** Does not look at it when opening. A platform that starts still does. */
  NONE
}
