package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO_LABEL;

import dev.reelstate.event.Progress;
import dev.reelstate.jdbc.dialect.Json;
import dev.reelstate.jdbc.schema.tables.records.ReelstateVideoRecord;
import dev.reelstate.task.Failure;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.RecipeRef;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Maps videos to rows: creates new rows and reads existing ones. Only {@link LockedVideo} changes
 * them. Thread-safe.
 */
final class VideoRows {

  private VideoRows() {}

  /** The row of a new video, with the status uploading. */
  static ReelstateVideoRecord row(NewVideo video, Instant now) {
    ReelstateVideoRecord row = new ReelstateVideoRecord();
    row.setId(video.id().value());
    row.setProject(video.project());
    row.setTitle(video.title());
    row.setFileName(video.fileName());
    row.setUploadKey(video.uploadKey());
    row.setPriority(video.priority());
    row.setRecipe(video.recipe());
    row.setMetadata(entries(video.metadata()));
    row.setParameters(entries(video.parameters()));
    row.setPosterAtNanos(nanos(video.posterAt()));
    row.setTurn(0L);
    row.setStatus(VideoStatus.UPLOADING.wireName());
    row.setVersion(0L);
    row.setGeneration(0);
    row.setPublishedGeneration(0);
    row.setDoneWeight(0.0);
    row.setTotalWeight(0.0);
    row.setGroundTruthStatus(GroundTruthStatus.NONE.wireName());
    row.setEventNumber(0L);
    row.setCreatedAt(now);
    row.setUpdatedAt(now);
    return row;
  }

  static Optional<Video> find(DSLContext sql, VideoId id) {
    return videos(
            sql,
            sql.selectFrom(REELSTATE_VIDEO)
                .where(REELSTATE_VIDEO.ID.eq(id.value()))
                .fetch())
        .stream()
        .findFirst();
  }

  /** Reads the labels of the rows and builds the videos. */
  static List<Video> videos(DSLContext sql, List<ReelstateVideoRecord> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<UUID, List<String>> labels = sql.selectFrom(REELSTATE_VIDEO_LABEL)
        .where(REELSTATE_VIDEO_LABEL.VIDEO_ID.in(
            rows.stream().map(ReelstateVideoRecord::getId).toList()))
        .fetchGroups(REELSTATE_VIDEO_LABEL.VIDEO_ID, REELSTATE_VIDEO_LABEL.LABEL);
    return rows.stream()
        .map(row -> video(row, Set.copyOf(labels.getOrDefault(row.getId(), List.of()))))
        .toList();
  }

  static Video video(ReelstateVideoRecord row, Set<String> labels) {
    return new Video(
        new VideoId(row.getId()),
        row.getProject(),
        row.getTitle(),
        row.getFileName(),
        row.getUploadKey(),
        labels,
        row.getPriority(),
        row.getRecipe() == null ? null : new RecipeRef(row.getRecipe(), row.getRecipeVersion()),
        entries(row.getMetadata()),
        entries(row.getParameters()),
        duration(row.getPosterAtNanos()),
        row.getEdits() == null ? 0 : row.getEdits(),
        VideoStatus.parse(row.getStatus()),
        row.getVersion(),
        row.getGeneration(),
        row.getPublishedGeneration(),
        original(row),
        Json.read(row.getMedia(), MediaInfo.class),
        Json.read(row.getFailure(), Failure.class),
        progress(row),
        GroundTruthStatus.valueOf(row.getGroundTruthStatus().toUpperCase(Locale.ROOT)),
        row.getEventNumber(),
        row.getCreatedAt(),
        row.getUpdatedAt(),
        row.getPlayableAt(),
        row.getCompletedAt());
  }

  /** Entries as they are stored, in the order of their keys; null if there are none. */
  static @Nullable String entries(Map<String, String> entries) {
    return entries.isEmpty() ? null : Json.write(new TreeMap<>(entries));
  }

  /** The entries that are stored; empty if there are none. */
  static Map<String, String> entries(@Nullable String stored) {
    Map<String, String> entries = new HashMap<>();
    if (stored != null) {
      Json.parse(stored).asMap().forEach((key, value) -> entries.put(key, value.getAsString()));
    }
    return entries;
  }

  private static @Nullable Original original(ReelstateVideoRecord row) {
    return row.getOriginalKey() == null
        ? null
        : new Original(row.getOriginalKey(), row.getOriginalBytes(), row.getOriginalSha256());
  }

  private static Progress progress(ReelstateVideoRecord row) {
    return new Progress(
        row.getProgressFraction(), row.getProgressRate(), duration(row.getProgressLeftNanos()));
  }

  private static @Nullable Duration duration(@Nullable Long nanos) {
    return nanos == null ? null : Duration.ofNanos(nanos);
  }

  static @Nullable Long nanos(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos();
  }
}
