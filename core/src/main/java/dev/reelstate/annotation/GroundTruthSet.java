package dev.reelstate.annotation;

/**
 * A revision of a video's ground truth with its content. Immutable and thread-safe.
 *
 * @param revision which one, and how far its review is
 * @param content what it says
 */
public record GroundTruthSet(GroundTruthRevision revision, GroundTruth content) {}
