package dev.reelstate.annotation;

/**
 * A revision of a video's ground truth with its content. Immutable and thread-safe.
 *
 * @param revision the revision and the state of its review
 * @param content its content
 */
public record GroundTruthSet(GroundTruthRevision revision, GroundTruth content) {}
