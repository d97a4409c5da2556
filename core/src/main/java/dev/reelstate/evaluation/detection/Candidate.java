package dev.reelstate.evaluation.detection;

import dev.reelstate.annotation.Box;

/**
 * A detection that may have found something.
 *
 * @param index its position among the detections of its scene
 * @param box where it is
 * @param score how sure the model is
 */
public record Candidate(int index, Box box, double score) {}
