/** How many bits and how much processor time encoders need for pictures of the same quality. */
@NullMarked
package dev.reelstate.examples.benchmarks.quality;

import org.jspecify.annotations.NullMarked;
