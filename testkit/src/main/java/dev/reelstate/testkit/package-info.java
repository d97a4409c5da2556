/**
 * What the tests of a host need: contract tests for the SPIs, an in-memory store, a settable clock,
 * a recording listener, assertions.
 */
@NullMarked
package dev.reelstate.testkit;

import org.jspecify.annotations.NullMarked;
