/**
 * Internal: what the machine that this process runs on can do at the moment, and how its faults are
 * told from those of a file.
 */
@NullMarked
package dev.reelstate.processing.machine;

import org.jspecify.annotations.NullMarked;
