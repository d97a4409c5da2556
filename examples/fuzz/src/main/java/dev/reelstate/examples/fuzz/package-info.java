/** Runs damaged files through a platform, and keeps those that end with somebody else's blame. */
@NullMarked
package dev.reelstate.examples.fuzz;

import org.jspecify.annotations.NullMarked;
