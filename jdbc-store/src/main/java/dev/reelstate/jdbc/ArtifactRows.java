package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_ARTIFACT;

import dev.reelstate.jdbc.schema.tables.records.ReelstateArtifactRecord;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;

/** Artifacts as rows. Thread-safe. */
final class ArtifactRows {

  private ArtifactRows() {}

  static void insert(DSLContext sql, VideoId videoId, long number, Artifact artifact) {
    ReelstateArtifactRecord row = new ReelstateArtifactRecord();
    row.setVideoId(videoId.value());
    row.setNumber(number);
    row.setGeneration(artifact.generation());
    row.setKind(artifact.kind());
    row.setName(artifact.name());
    row.setStep(artifact.step());
    row.setStorageKey(artifact.key());
    row.setContentType(artifact.contentType());
    row.setWidth(artifact.width());
    row.setHeight(artifact.height());
    row.setDurationNanos(
        artifact.duration() == null ? null : artifact.duration().toNanos());
    row.setBytes(artifact.bytes());
    row.setCopied(artifact.copied());
    sql.executeInsert(row);
  }

  /** The artifacts of a generation, in the order of their commits. */
  static List<Artifact> ofGeneration(DSLContext sql, VideoId videoId, int generation) {
    return sql.selectFrom(REELSTATE_ARTIFACT)
        .where(
            REELSTATE_ARTIFACT.VIDEO_ID.eq(videoId.value()),
            REELSTATE_ARTIFACT.GENERATION.eq(generation))
        .orderBy(REELSTATE_ARTIFACT.VIDEO_ID, REELSTATE_ARTIFACT.NUMBER)
        .fetch(ArtifactRows::artifact);
  }

  static Artifact artifact(ReelstateArtifactRecord row) {
    Long nanos = row.getDurationNanos();
    return new Artifact(
        row.getKind(),
        row.getName(),
        row.getGeneration(),
        row.getStep(),
        row.getStorageKey(),
        row.getContentType(),
        row.getWidth(),
        row.getHeight(),
        nanos == null ? null : Duration.ofNanos(nanos),
        row.getBytes(),
        row.getCopied());
  }
}
