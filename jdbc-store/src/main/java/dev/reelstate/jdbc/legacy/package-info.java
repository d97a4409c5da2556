/**
 * {@link dev.reelstate.jdbc.legacy.LegacyImport} reads the tables of the earlier platform into a
 * store.
 */
@NullMarked
package dev.reelstate.jdbc.legacy;

import org.jspecify.annotations.NullMarked;
