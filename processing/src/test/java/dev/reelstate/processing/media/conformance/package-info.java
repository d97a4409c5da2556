/** A checker for HLS and DASH packages that shares no code with the packager. */
@NullMarked
package dev.reelstate.processing.media.conformance;

import org.jspecify.annotations.NullMarked;
