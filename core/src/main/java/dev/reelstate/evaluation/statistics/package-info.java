/**
 * How far the figures of an evaluation can be trusted, and whether they suffice: bootstrap
 * intervals, differences between runs, and gates.
 */
@NullMarked
package dev.reelstate.evaluation.statistics;

import org.jspecify.annotations.NullMarked;
