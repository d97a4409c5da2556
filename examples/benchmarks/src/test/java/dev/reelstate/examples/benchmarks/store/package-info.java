/** Tests the building blocks of the store benchmark. */
@NullMarked
package dev.reelstate.examples.benchmarks.store;

import org.jspecify.annotations.NullMarked;
