/** Matches events in time, and describes how late they are. Internal. */
@NullMarked
package dev.reelstate.evaluation.events;

import org.jspecify.annotations.NullMarked;
