/** Assertions on annotations, for tests that a format holds all of a data set. */
@NullMarked
package dev.reelstate.testkit.format;

import org.jspecify.annotations.NullMarked;
