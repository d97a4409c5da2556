/**
 * Benchmarks: each prints all sides of a comparison, measured in one run on one machine. To measure
 * the pass and the inspection separately, they use internal packages of {@code processing}, which
 * the class path permits; applications should not do this.
 */
@NullMarked
package dev.reelstate.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
