/**
 * Benchmarks: each prints both sides of a comparison, measured in one run on one machine. To
 * measure the pass and the inspection by themselves they use internal packages of
 * {@code processing}, which the class path allows; applications should not.
 */
@NullMarked
package dev.reelstate.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
