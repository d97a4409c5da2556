package dev.reelstate.jdbc.migration;

/** How a store treats its schema when it is opened. */
public enum SchemaMode {
  /** Creates the schema, or migrates it to this release. Needs Flyway on the class path. */
  MIGRATE,
  /** Changes nothing, and refuses to open when {@link Schema#validate()} finds something. */
  VALIDATE,
  /** Does not check the schema when opening. A platform still checks it when it starts. */
  NONE
}
