/**
 * Measures the store's queue against libraries that run jobs from a database, and with tables of
 * growing size.
 */
@NullMarked
package dev.reelstate.examples.benchmarks.store;

import org.jspecify.annotations.NullMarked;
