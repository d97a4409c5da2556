/** Benchmarks: each prints both sides of a comparison, measured in one run on one machine. */
@NullMarked
package dev.reelstate.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
