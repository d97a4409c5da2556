/**
 * Annotations on the frames of a video: boxes, who proposed them, and ground-truth revisions that
 * people review.
 */
@NullMarked
package dev.reelstate.annotation;

import org.jspecify.annotations.NullMarked;
