/**
 * Detectors: what finds objects on pictures. A detector only proposes, and whatever keeps it from
 * doing so is an outcome with a type of its own, from which no detection follows.
 */
@NullMarked
package dev.reelstate.detection;

import org.jspecify.annotations.NullMarked;
