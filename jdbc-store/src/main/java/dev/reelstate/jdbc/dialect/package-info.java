/**
 * Internal: the differences between databases, opening H2 and SQLite files, connections to the
 * tables' schema, and inserts of many rows.
 */
@NullMarked
package dev.reelstate.jdbc.dialect;

import org.jspecify.annotations.NullMarked;
