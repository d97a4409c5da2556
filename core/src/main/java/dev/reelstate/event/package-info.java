/** What happened to a video, in order, and how to be notified of it. */
@NullMarked
package dev.reelstate.event;

import org.jspecify.annotations.NullMarked;
