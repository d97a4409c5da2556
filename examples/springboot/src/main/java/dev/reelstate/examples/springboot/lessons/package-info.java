/** Lessons, each with a video: both are added in one transaction. */
@NullMarked
package dev.reelstate.examples.springboot.lessons;

import org.jspecify.annotations.NullMarked;
