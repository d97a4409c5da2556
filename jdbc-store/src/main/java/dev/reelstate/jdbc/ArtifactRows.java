package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_ARTIFACT;
import static java.util.stream.Collectors.toSet;

import dev.reelstate.jdbc.schema.tables.records.ReelstateArtifactRecord;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * Maps artifacts to rows. Buffers those that a transaction adds and writes them together. Not
 * thread-safe.
 */
final class ArtifactRows {

  /** The generation of the artifacts that the host has given. */
  static final int GIVEN = 0;

  private final Transaction transaction;
  private final Map<VideoId, Set<Name>> names = new HashMap<>();
  private final List<ReelstateArtifactRecord> added = new ArrayList<>();

  ArtifactRows(Transaction transaction) {
    this.transaction = transaction;
  }

  /**
   * Whether the video's current generation has no artifact of that kind and name. Afterwards the
   * name counts as taken.
   */
  boolean isNew(Artifact artifact, LockedVideo video) {
    return names
        .computeIfAbsent(video.id(), id -> names(id, video.generation()))
        .add(Name.of(artifact));
  }

  void add(VideoId videoId, long number, Artifact artifact) {
    added.add(row(videoId, number, artifact));
  }

  /** Removes the artifact that the host has given before under the kind and name of another. */
  Optional<Artifact> removeGiven(VideoId videoId, Artifact other) {
    Condition same = REELSTATE_ARTIFACT
        .VIDEO_ID
        .eq(videoId.value())
        .and(REELSTATE_ARTIFACT.GENERATION.eq(GIVEN))
        .and(REELSTATE_ARTIFACT.KIND.eq(other.kind()))
        .and(REELSTATE_ARTIFACT.NAME.eq(other.name()));
    Optional<Artifact> before = transaction
        .sql()
        .selectFrom(REELSTATE_ARTIFACT)
        .where(same)
        .fetchOptional(ArtifactRows::artifact);
    if (before.isPresent()) {
      transaction.sql().deleteFrom(REELSTATE_ARTIFACT).where(same).execute();
    }
    return before;
  }

  /** Removes the artifacts of some kinds in all generations, without those given. */
  static void removeMade(DSLContext sql, VideoId videoId, Set<String> kinds) {
    sql.deleteFrom(REELSTATE_ARTIFACT)
        .where(
            REELSTATE_ARTIFACT.VIDEO_ID.eq(videoId.value()),
            REELSTATE_ARTIFACT.GENERATION.ne(GIVEN),
            REELSTATE_ARTIFACT.KIND.in(kinds))
        .execute();
  }

  /** Writes the added artifacts. */
  void flush() {
    transaction.bulk().insert(REELSTATE_ARTIFACT, added);
    added.clear();
  }

  private Set<Name> names(VideoId id, int generation) {
    return new HashSet<>(
        ofGeneration(transaction.sql(), id, generation).stream().map(Name::of).toList());
  }

  private static ReelstateArtifactRecord row(VideoId videoId, long number, Artifact artifact) {
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
    return row;
  }

  /** The artifacts of a generation, in commit order. */
  static List<Artifact> ofGeneration(DSLContext sql, VideoId videoId, int generation) {
    return sql.selectFrom(REELSTATE_ARTIFACT)
        .where(
            REELSTATE_ARTIFACT.VIDEO_ID.eq(videoId.value()),
            REELSTATE_ARTIFACT.GENERATION.eq(generation))
        .orderBy(REELSTATE_ARTIFACT.VIDEO_ID, REELSTATE_ARTIFACT.NUMBER)
        .fetch(ArtifactRows::artifact);
  }

  /**
   * The artifacts of a generation and those that the host has given, in commit order, without those
   * whose place a given one has taken.
   */
  static List<Artifact> readable(DSLContext sql, VideoId videoId, int generation) {
    List<Artifact> all = sql.selectFrom(REELSTATE_ARTIFACT)
        .where(
            REELSTATE_ARTIFACT.VIDEO_ID.eq(videoId.value()),
            REELSTATE_ARTIFACT.GENERATION.in(GIVEN, generation))
        .orderBy(REELSTATE_ARTIFACT.VIDEO_ID, REELSTATE_ARTIFACT.NUMBER)
        .fetch(ArtifactRows::artifact);
    Set<Name> given = all.stream()
        .filter(artifact -> artifact.generation() == GIVEN)
        .map(Name::of)
        .collect(toSet());
    return all.stream()
        .filter(artifact -> artifact.generation() == GIVEN || !given.contains(Name.of(artifact)))
        .toList();
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

  private record Name(String kind, String name) {
    static Name of(Artifact artifact) {
      return new Name(artifact.kind(), artifact.name());
    }
  }
}
