@NullMarked
package dev.reelstate.examples.benchmarks.quality;

import org.jspecify.annotations.NullMarked;
