/** Scores the trackers on made-up scenes. */
@NullMarked
package dev.reelstate.examples.benchmarks.tracking;

import org.jspecify.annotations.NullMarked;
