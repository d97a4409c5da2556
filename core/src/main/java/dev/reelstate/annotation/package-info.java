/**
 * What is to be seen on the frames of a video: boxes, who proposed them, and revisions of ground
 * truth that people review.
 */
@NullMarked
package dev.reelstate.annotation;

import org.jspecify.annotations.NullMarked;
