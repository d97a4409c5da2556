/** Scores a model against ground truth, judges it by a gate and writes a report. */
@NullMarked
package dev.reelstate.examples.evaluate;

import org.jspecify.annotations.NullMarked;
