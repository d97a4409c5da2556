/**
 * The import of the earlier platform: from its tables to a store of Reelstate, with a report of
 * what could not come along.
 */
@NullMarked
package dev.reelstate.examples.legacyimport;

import org.jspecify.annotations.NullMarked;
