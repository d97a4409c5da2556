/** What is removed or given up after a time. */
@org.jspecify.annotations.NullMarked
package dev.reelstate.processing.housekeeping;
