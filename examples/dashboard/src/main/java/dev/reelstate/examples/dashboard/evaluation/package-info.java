/**
 * Runs: models that were scored against ground truth, what they got wrong and where, and how two of
 * them differ.
 */
@NullMarked
package dev.reelstate.examples.dashboard.evaluation;

import org.jspecify.annotations.NullMarked;
