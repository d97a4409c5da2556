/** Passes measurements on to the host's telemetry and to the Flight Recorder. Internal. */
@NullMarked
package dev.reelstate.processing.telemetry;

import org.jspecify.annotations.NullMarked;
