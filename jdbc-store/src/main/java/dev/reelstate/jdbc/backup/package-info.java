/**
 * {@link dev.reelstate.jdbc.backup.Backup} writes a store to one portable archive, verifies it and
 * restores it.
 */
@NullMarked
package dev.reelstate.jdbc.backup;

import org.jspecify.annotations.NullMarked;
