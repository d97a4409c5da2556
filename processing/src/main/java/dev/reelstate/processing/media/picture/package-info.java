/**
 * Internal: pictures. Sizes, colours, rotation, filter chains, video encoders, and measurements of
 * pictures.
 */
@NullMarked
package dev.reelstate.processing.media.picture;

import org.jspecify.annotations.NullMarked;
