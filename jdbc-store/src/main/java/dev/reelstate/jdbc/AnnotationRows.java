package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_ANNOTATION;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_GROUND_TRUTH_FRAME;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.Trait;
import dev.reelstate.jdbc.dialect.BulkInsert;
import dev.reelstate.jdbc.schema.tables.records.ReelstateAnnotationRecord;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Maps the content of one ground-truth revision to rows. Frames and annotations are numbered from
 * 0. Not thread-safe.
 */
final class AnnotationRows {

  /** The rows fetched per round trip. */
  private static final int FETCH = 1000;

  private final DSLContext sql;
  private final VideoId video;
  private final int revision;

  // Shares equal labels, tracks, trait sets, attributes and provenances, of which a video has few.
  private final Map<Object, Object> known = new HashMap<>();

  AnnotationRows(DSLContext sql, VideoId video, int revision) {
    this.sql = sql;
    this.video = video;
    this.revision = revision;
  }

  void insert(GroundTruth content) {
    List<AnnotatedFrame> frames = content.frames();
    BulkInsert rows = new BulkInsert(sql, REELSTATE_GROUND_TRUTH_FRAME);
    for (int i = 0; i < frames.size(); i++) {
      FrameRef frame = frames.get(i).frame();
      rows.add(video.value(), revision, i, frame.index(), frame.pts().toNanos(), frame.estimated());
    }
    rows.flush();
    insertAnnotations(frames);
  }

  GroundTruth read() {
    List<FrameRef> refs = sql.selectFrom(REELSTATE_GROUND_TRUTH_FRAME)
        .where(
            REELSTATE_GROUND_TRUTH_FRAME.VIDEO_ID.eq(video.value()),
            REELSTATE_GROUND_TRUTH_FRAME.REVISION.eq(revision))
        .orderBy(REELSTATE_GROUND_TRUTH_FRAME.NUMBER)
        .fetch(row -> new FrameRef(
            row.getFrameIndex(), Duration.ofNanos(row.getPtsNanos()), row.getEstimated()));
    List<List<Annotation>> found = new ArrayList<>();
    refs.forEach(frame -> found.add(new ArrayList<>()));
    readAnnotations(found);
    List<AnnotatedFrame> frames = new ArrayList<>(refs.size());
    for (int i = 0; i < refs.size(); i++) {
      frames.add(new AnnotatedFrame(refs.get(i), found.get(i)));
    }
    return new GroundTruth(frames);
  }

  private void insertAnnotations(List<AnnotatedFrame> frames) {
    BulkInsert rows = new BulkInsert(sql, REELSTATE_ANNOTATION);
    for (int i = 0; i < frames.size(); i++) {
      List<Annotation> annotations = frames.get(i).annotations();
      for (int j = 0; j < annotations.size(); j++) {
        rows.add(values(i, j, annotations.get(j)));
      }
    }
    rows.flush();
  }

  /** The values in column order. */
  private @Nullable Object[] values(int frame, int number, Annotation annotation) {
    Box box = annotation.box();
    Set<Trait> traits = annotation.traits();
    Provenance provenance = annotation.provenance();
    return new @Nullable Object[] {
      video.value(),
      revision,
      frame,
      number,
      annotation.label(),
      box.x(),
      box.y(),
      box.width(),
      box.height(),
      annotation.score(),
      annotation.track(),
      traits.contains(Trait.DIFFICULT),
      traits.contains(Trait.CROWD),
      traits.contains(Trait.IGNORE),
      provenance.origin().wireName(),
      provenance.by(),
      provenance.confirmed(),
      annotation.area(),
      traits.contains(Trait.OCCLUDED),
      VideoRows.entries(annotation.attributes()),
      provenance.confirmedBy()
    };
  }

  private void readAnnotations(List<List<Annotation>> frames) {
    try (Cursor<ReelstateAnnotationRecord> rows = sql.selectFrom(REELSTATE_ANNOTATION)
        .where(
            REELSTATE_ANNOTATION.VIDEO_ID.eq(video.value()),
            REELSTATE_ANNOTATION.REVISION.eq(revision))
        .orderBy(REELSTATE_ANNOTATION.FRAME, REELSTATE_ANNOTATION.NUMBER)
        .fetchSize(FETCH)
        .fetchLazy()) {
      rows.forEach(row -> frames.get(row.getFrame()).add(annotation(row)));
    }
  }

  private Annotation annotation(ReelstateAnnotationRecord row) {
    return new Annotation(
        once(row.getLabel()),
        new Box(row.getX(), row.getY(), row.getWidth(), row.getHeight()),
        row.getArea(),
        row.getScore(),
        row.getTrack() == null ? null : once(row.getTrack()),
        once(traits(row)),
        once(VideoRows.entries(row.getAttributes())),
        once(new Provenance(
            Origin.parse(row.getOrigin()),
            row.getProposedBy(),
            row.getConfirmed(),
            row.getConfirmedBy())));
  }

  private static Set<Trait> traits(ReelstateAnnotationRecord row) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    if (row.getDifficult()) {
      traits.add(Trait.DIFFICULT);
    }
    if (row.getCrowd()) {
      traits.add(Trait.CROWD);
    }
    if (row.getIgnored()) {
      traits.add(Trait.IGNORE);
    }
    if (Boolean.TRUE.equals(row.getOccluded())) {
      traits.add(Trait.OCCLUDED);
    }
    return Set.copyOf(traits);
  }

  @SuppressWarnings("unchecked") // equal objects here have one class
  private <T> T once(T value) {
    return (T) known.computeIfAbsent(value, same -> same);
  }
}
