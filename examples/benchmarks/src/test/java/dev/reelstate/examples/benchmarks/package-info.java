/** Runs the benchmarks with little input, to check that they work. */
@NullMarked
package dev.reelstate.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
