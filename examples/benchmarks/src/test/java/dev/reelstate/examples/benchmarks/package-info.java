/** Runs the benchmarks on little, to see that they run. */
@NullMarked
package dev.reelstate.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
