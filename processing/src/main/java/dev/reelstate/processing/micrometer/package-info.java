/** Metrics with Micrometer, and traces with its Observation API. Needs Micrometer 1.10 or newer. */
@NullMarked
package dev.reelstate.processing.micrometer;

import org.jspecify.annotations.NullMarked;
