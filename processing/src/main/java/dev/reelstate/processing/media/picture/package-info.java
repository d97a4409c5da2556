/**
 * Internal: pictures. Sizes, colours, rotation, filter chains, the encoders of video, and what is
 * measured in pictures.
 */
@NullMarked
package dev.reelstate.processing.media.picture;

import org.jspecify.annotations.NullMarked;
