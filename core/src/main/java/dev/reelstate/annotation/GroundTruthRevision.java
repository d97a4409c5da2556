package dev.reelstate.annotation;

import dev.reelstate.video.VideoId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a video's ground truth, without its content, as it stood when it was read. The
 * content never changes, but the state does. Immutable and thread-safe.
 *
 * @param videoId the video
 * @param revision the revision's number within the video, from 1
 * @param state the state of its review
 * @param contentHash the hash of its content, unique among the video's revisions; see
 *     {@link GroundTruth#contentHash()}
 * @param frames how many frames it covers
 * @param annotations how many annotations are on them
 * @param savedAt when it was saved, by the store's clock
 * @param reviewedAt when its state last changed, by the store's clock; initially, when it was saved
 * @param savedBy who made it: a person, a model with its version, or an import; null if an earlier
 *     release saved it, which did not say
 */
public record GroundTruthRevision(
    VideoId videoId,
    int revision,
    ReviewState state,
    String contentHash,
    int frames,
    int annotations,
    Instant savedAt,
    Instant reviewedAt,
    @Nullable String savedBy) {}
