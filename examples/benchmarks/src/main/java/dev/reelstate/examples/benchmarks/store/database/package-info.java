/** Databases to measure on: servers started from Maven artifacts, and files. */
@NullMarked
package dev.reelstate.examples.benchmarks.store.database;

import org.jspecify.annotations.NullMarked;
