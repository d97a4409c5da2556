/**
 * Support for a host's tests: an in-memory store, a settable clock, a recording listener and
 * assertions. The contract tests for stores and storages are in {@code contract}.
 */
@NullMarked
package dev.reelstate.testkit;

import org.jspecify.annotations.NullMarked;
