/** The job libraries that are compared, each behind the same few calls. */
@NullMarked
package dev.reelstate.examples.benchmarks.store.library;

import org.jspecify.annotations.NullMarked;
