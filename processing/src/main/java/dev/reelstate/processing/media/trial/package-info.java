/** Short trial encodes, from which a ladder for one film is chosen. */
@NullMarked
package dev.reelstate.processing.media.trial;

import org.jspecify.annotations.NullMarked;
