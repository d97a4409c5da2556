/**
 * The schema: {@link dev.reelstate.jdbc.migration.Schema} migrates, validates, repairs, checks and
 * rolls it back.
 */
@NullMarked
package dev.reelstate.jdbc.migration;

import org.jspecify.annotations.NullMarked;
