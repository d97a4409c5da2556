package dev.reelstate.processing.frames;

import dev.reelstate.annotation.FrameRef;

/**
 * A frame that a recipe has sampled.
 *
 * @param frame its number and time in the film
 * @param width of its picture, in pixels
 * @param height of its picture, in pixels
 */
public record SampledFrame(FrameRef frame, int width, int height) {}
