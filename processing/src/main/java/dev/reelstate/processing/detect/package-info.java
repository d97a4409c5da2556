/**
 * Detectors that come with Reelstate: those of OpenCV, and models of the user's. Their libraries
 * are optional; a detector whose library is missing says which artifact to add.
 */
@NullMarked
package dev.reelstate.processing.detect;

import org.jspecify.annotations.NullMarked;
