/** Assigns two sides to each other so that a total is best. Internal. */
@NullMarked
package dev.reelstate.evaluation.matching;

import org.jspecify.annotations.NullMarked;
