/**
 * Internal: where databases differ, how H2 and SQLite files are opened, and connections at work in
 * the tables' schema.
 */
@NullMarked
package dev.reelstate.jdbc.dialect;

import org.jspecify.annotations.NullMarked;
