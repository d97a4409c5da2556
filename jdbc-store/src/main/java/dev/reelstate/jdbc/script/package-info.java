/** Internal: the migration scripts, read without Flyway, and the history of those that were run. */
@NullMarked
package dev.reelstate.jdbc.script;

import org.jspecify.annotations.NullMarked;
