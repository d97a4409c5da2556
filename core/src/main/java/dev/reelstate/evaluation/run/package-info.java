/**
 * Evaluations that are kept: which model in which version was scored against which revisions of
 * ground truth, with which parameters, and what came of it.
 */
@NullMarked
package dev.reelstate.evaluation.run;

import org.jspecify.annotations.NullMarked;
