/**
 * Support for a host's tests: contract tests for the SPIs, an in-memory store, a settable clock, a
 * recording listener and assertions.
 */
@NullMarked
package dev.reelstate.testkit;

import org.jspecify.annotations.NullMarked;
