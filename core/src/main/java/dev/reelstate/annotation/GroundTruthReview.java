package dev.reelstate.annotation;

import dev.reelstate.video.VideoId;
import java.time.Instant;

/**
 * A decision of a person about a ground-truth revision. Immutable and thread-safe.
 *
 * @param videoId the video
 * @param revision the revision's number, from 1
 * @param number the review's number within the revision, from 1
 * @param from the state before
 * @param to the state after
 * @param by the person
 * @param at when, by the store's clock
 */
public record GroundTruthReview(
    VideoId videoId,
    int revision,
    int number,
    ReviewState from,
    ReviewState to,
    String by,
    Instant at) {}
