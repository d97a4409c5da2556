/**
 * Internal: the differences between databases, opening H2 and SQLite files, and connections to the
 * tables' schema.
 */
@NullMarked
package dev.reelstate.jdbc.dialect;

import org.jspecify.annotations.NullMarked;
