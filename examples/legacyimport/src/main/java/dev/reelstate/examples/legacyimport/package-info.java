/**
 * The import of the earlier platform: from its tables to a Reelstate store, with a report of
 * everything that could not be imported.
 */
@NullMarked
package dev.reelstate.examples.legacyimport;

import org.jspecify.annotations.NullMarked;
