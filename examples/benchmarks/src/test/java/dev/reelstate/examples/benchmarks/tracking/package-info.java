/** Tests of the scenes with which trackers are scored. */
@NullMarked
package dev.reelstate.examples.benchmarks.tracking;

import org.jspecify.annotations.NullMarked;
