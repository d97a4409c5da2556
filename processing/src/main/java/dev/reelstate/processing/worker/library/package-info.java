/** Finds the libraries that workers are made of, and copies what {@code java -cp} cannot use. */
@org.jspecify.annotations.NullMarked
package dev.reelstate.processing.worker.library;
