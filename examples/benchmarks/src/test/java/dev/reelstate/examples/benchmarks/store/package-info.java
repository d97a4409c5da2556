/** Checks what the store benchmark rests on. */
@NullMarked
package dev.reelstate.examples.benchmarks.store;

import org.jspecify.annotations.NullMarked;
