package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_GROUND_TRUTH;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthReview;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.schema.tables.records.ReelstateGroundTruthRecord;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * The ground truth of a {@link JdbcVideoStore}. Like everything that belongs to a video, it changes
 * only under the lock of the video's row. Content never changes and is read without the lock.
 * Thread-safe if its transactions are.
 */
final class JdbcGroundTruthCatalog implements GroundTruthCatalog {

  private final Transactions transactions;

  JdbcGroundTruthCatalog(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Saved save(VideoId id, GroundTruth content, ReviewState state, String by) {
    GroundTruthCatalog.name("the name of who saves it", by);
    String hash = content.contentHash();
    return transactions.call(transaction -> {
      LockedVideo video = lock(transaction, id)
          .orElseThrow(() -> new IllegalArgumentException("There is no video " + id + "."));
      if (video.status() == VideoStatus.DELETED) {
        throw new IllegalStateException("A deleted video cannot have ground truth.");
      }
      DSLContext sql = transaction.sql();
      return revisions(sql, id, REELSTATE_GROUND_TRUTH.CONTENT_HASH.eq(hash)).stream()
          .findFirst()
          .map(same -> new Saved(same, false))
          .orElseGet(() -> new Saved(insert(transaction, video, content, hash, state, by), true));
    });
  }

  @Override
  public Optional<GroundTruthSet> find(VideoId id) {
    return find(
        id,
        REELSTATE_GROUND_TRUTH.REVISION.eq(select(max(REELSTATE_GROUND_TRUTH.REVISION))
            .from(REELSTATE_GROUND_TRUTH)
            .where(REELSTATE_GROUND_TRUTH.VIDEO_ID.eq(id.value()))));
  }

  @Override
  public Optional<GroundTruthSet> find(VideoId id, int revision) {
    return find(id, REELSTATE_GROUND_TRUTH.REVISION.eq(revision));
  }

  @Override
  public List<GroundTruthRevision> list(VideoId id) {
    return transactions.read(transaction -> revisions(transaction.sql(), id, noCondition()));
  }

  @Override
  public Optional<GroundTruthRevision> change(
      GroundTruthRevision seen, ReviewState next, String by) {
    GroundTruthCatalog.check(seen, next, by);
    return transactions.call(transaction -> lock(transaction, seen.videoId())
        .flatMap(video -> review(transaction, video, seen, next, by)));
  }

  @Override
  public List<GroundTruthReview> reviews(VideoId id, int revision) {
    return transactions.read(transaction -> new ReviewRows(transaction.sql(), id, revision).read());
  }

  private Optional<GroundTruthSet> find(VideoId id, Condition which) {
    return transactions.read(transaction -> revisions(transaction.sql(), id, which).stream()
        .findFirst()
        .map(revision -> new GroundTruthSet(
            revision, new AnnotationRows(transaction.sql(), id, revision.revision()).read())));
  }

  private static GroundTruthRevision insert(
      Transaction transaction,
      LockedVideo video,
      GroundTruth content,
      String hash,
      ReviewState state,
      String by) {
    GroundTruthRevision saved = new GroundTruthRevision(
        video.id(),
        latest(transaction.sql(), video.id()) + 1,
        state,
        hash,
        content.frames().size(),
        content.annotationCount(),
        transaction.now(),
        transaction.now(),
        by);
    transaction.sql().executeInsert(row(saved));
    new AnnotationRows(transaction.sql(), video.id(), saved.revision()).insert(content);
    setStatus(transaction.sql(), video.id(), state);
    video.emit(number -> new VideoEvent.GroundTruthSaved(
        video.id(),
        number,
        saved.savedAt(),
        saved.revision(),
        state,
        saved.frames(),
        saved.annotations(),
        hash,
        by));
    return saved;
  }

  private static Optional<GroundTruthRevision> review(
      Transaction transaction,
      LockedVideo video,
      GroundTruthRevision seen,
      ReviewState next,
      String by) {
    DSLContext sql = transaction.sql();
    int written = sql.update(REELSTATE_GROUND_TRUTH)
        .set(REELSTATE_GROUND_TRUTH.STATE, next.wireName())
        .set(REELSTATE_GROUND_TRUTH.REVIEWED_AT, transaction.now())
        .where(
            REELSTATE_GROUND_TRUTH.VIDEO_ID.eq(video.id().value()),
            REELSTATE_GROUND_TRUTH.REVISION.eq(seen.revision()),
            REELSTATE_GROUND_TRUTH.STATE.eq(seen.state().wireName()))
        .execute();
    if (written == 0) {
      return Optional.empty();
    }
    new ReviewRows(sql, video.id(), seen.revision()).add(seen.state(), next, by, transaction.now());
    if (seen.revision() == latest(sql, video.id())) {
      setStatus(sql, video.id(), next);
    }
    video.emit(number -> new VideoEvent.GroundTruthReviewed(
        video.id(), number, transaction.now(), seen.revision(), seen.state(), next, by));
    return revisions(sql, video.id(), REELSTATE_GROUND_TRUTH.REVISION.eq(seen.revision())).stream()
        .findFirst();
  }

  private static Optional<LockedVideo> lock(Transaction transaction, VideoId id) {
    transaction.lock(List.of(id));
    return transaction.locked(id);
  }

  private static int latest(DSLContext sql, VideoId id) {
    Field<Integer> latest = max(REELSTATE_GROUND_TRUTH.REVISION);
    Integer revision = sql.select(latest)
        .from(REELSTATE_GROUND_TRUTH)
        .where(REELSTATE_GROUND_TRUTH.VIDEO_ID.eq(id.value()))
        .fetchSingle(latest);
    return revision == null ? 0 : revision;
  }

  private static void setStatus(DSLContext sql, VideoId id, ReviewState state) {
    sql.update(REELSTATE_VIDEO)
        .set(REELSTATE_VIDEO.GROUND_TRUTH_STATUS, state.status().wireName())
        .where(REELSTATE_VIDEO.ID.eq(id.value()))
        .execute();
  }

  private static List<GroundTruthRevision> revisions(DSLContext sql, VideoId id, Condition which) {
    return sql.selectFrom(REELSTATE_GROUND_TRUTH)
        .where(REELSTATE_GROUND_TRUTH.VIDEO_ID.eq(id.value()), which)
        .orderBy(REELSTATE_GROUND_TRUTH.REVISION.desc())
        .fetch(JdbcGroundTruthCatalog::revision);
  }

  private static GroundTruthRevision revision(ReelstateGroundTruthRecord row) {
    return new GroundTruthRevision(
        new VideoId(row.getVideoId()),
        row.getRevision(),
        ReviewState.parse(row.getState()),
        row.getContentHash(),
        row.getFrames(),
        row.getAnnotations(),
        row.getSavedAt(),
        row.getReviewedAt(),
        row.getSavedBy());
  }

  private static ReelstateGroundTruthRecord row(GroundTruthRevision revision) {
    ReelstateGroundTruthRecord row = new ReelstateGroundTruthRecord();
    row.setVideoId(revision.videoId().value());
    row.setRevision(revision.revision());
    row.setState(revision.state().wireName());
    row.setContentHash(revision.contentHash());
    row.setFrames(revision.frames());
    row.setAnnotations(revision.annotations());
    row.setSavedAt(revision.savedAt());
    row.setReviewedAt(revision.reviewedAt());
    row.setSavedBy(revision.savedBy());
    return row;
  }
}
