package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.GroundTruthReview;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.examples.dashboard.view.Wire;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A revision with its reviews, as clients see it. */
@Wire
public record RevisionView(
    int revision,
    String state,
    String contentHash,
    int frames,
    int annotations,
    Instant savedAt,
    @Nullable String savedBy,
    Instant reviewedAt,
    List<Review> reviews) {

  /** A review. */
  @Wire
  public record Review(String from, String to, String by, Instant at) {}

  /** The view of a revision. */
  public static RevisionView of(GroundTruthRevision one, List<GroundTruthReview> reviews) {
    return new RevisionView(
        one.revision(),
        one.state().wireName(),
        one.contentHash(),
        one.frames(),
        one.annotations(),
        one.savedAt(),
        one.savedBy(),
        one.reviewedAt(),
        reviews.stream()
            .map(review -> new Review(
                review.from().wireName(), review.to().wireName(), review.by(), review.at()))
            .toList());
  }
}
