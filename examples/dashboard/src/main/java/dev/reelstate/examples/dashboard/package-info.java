/**
 * A web application around a platform: uploads that can be resumed, live progress, playback,
 * failures with their reasons.
 */
@NullMarked
package dev.reelstate.examples.dashboard;

import org.jspecify.annotations.NullMarked;
