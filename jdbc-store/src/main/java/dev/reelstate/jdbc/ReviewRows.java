package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_GROUND_TRUTH_REVIEW;
import static org.jooq.impl.DSL.max;

import dev.reelstate.annotation.GroundTruthReview;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.jdbc.schema.tables.records.ReelstateGroundTruthReviewRecord;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/** The reviews of one ground-truth revision. Not thread-safe. */
final class ReviewRows {

  private final DSLContext sql;
  private final VideoId video;
  private final int revision;

  ReviewRows(DSLContext sql, VideoId video, int revision) {
    this.sql = sql;
    this.video = video;
    this.revision = revision;
  }

  /** Adds the next review; the video is locked. */
  void add(ReviewState from, ReviewState to, String by, Instant at) {
    Field<Integer> latest = max(REELSTATE_GROUND_TRUTH_REVIEW.NUMBER);
    Integer number = sql.select(latest)
        .from(REELSTATE_GROUND_TRUTH_REVIEW)
        .where(ofRevision())
        .fetchSingle(latest);
    ReelstateGroundTruthReviewRecord row = new ReelstateGroundTruthReviewRecord();
    row.setVideoId(video.value());
    row.setRevision(revision);
    row.setNumber(number == null ? 1 : number + 1);
    row.setFromState(from.wireName());
    row.setToState(to.wireName());
    row.setReviewer(by);
    row.setReviewedAt(at);
    sql.executeInsert(row);
  }

  /** The reviews, in their order. */
  List<GroundTruthReview> read() {
    return sql.selectFrom(REELSTATE_GROUND_TRUTH_REVIEW)
        .where(ofRevision())
        .orderBy(REELSTATE_GROUND_TRUTH_REVIEW.NUMBER)
        .fetch(row -> new GroundTruthReview(
            video,
            revision,
            row.getNumber(),
            ReviewState.parse(row.getFromState()),
            ReviewState.parse(row.getToState()),
            row.getReviewer(),
            row.getReviewedAt()));
  }

  private Condition ofRevision() {
    return REELSTATE_GROUND_TRUTH_REVIEW
        .VIDEO_ID
        .eq(video.value())
        .and(REELSTATE_GROUND_TRUTH_REVIEW.REVISION.eq(revision));
  }
}
