package dev.reelstate.annotation;

import dev.reelstate.video.VideoId;
import java.time.Instant;

/**
 * A revision of a video's ground truth without its content, as it stood when it was read. The
 * content never changes, the state does. Immutable and thread-safe.
 *
 * @param videoId the video
 * @param revision counts the video's revisions from 1
 * @param state how far its review is
 * @param contentHash of the content; see {@link GroundTruth#contentHash()}. No two revisions of a
 *     video share one
 * @param frames how many frames it covers
 * @param annotations how many annotations are on them
 * @param savedAt when it was saved, by the store's clock
 * @param reviewedAt when its state last changed, by the store's clock; at first when it was saved
 */
public record GroundTruthRevision(
    VideoId videoId,
    int revision,
    ReviewState state,
    String contentHash,
    int frames,
    int annotations,
    Instant savedAt,
    Instant reviewedAt) {}
