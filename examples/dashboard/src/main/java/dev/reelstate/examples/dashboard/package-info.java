/**
 * A web application for a platform: resumable uploads, live progress, playback, failures with their
 * reasons.
 */
@NullMarked
package dev.reelstate.examples.dashboard;

import org.jspecify.annotations.NullMarked;
