package dev.reelstate.jdbc.legacy;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A parsed row of the earlier platform's table of videos. Immutable and thread-safe.
 *
 * @param key its ID in the earlier platform
 * @param video the video to create
 * @param facts its other values, by column
 * @param frameRate frames per second, or null when unknown
 * @param duration seconds, or null when unknown
 * @param size the size of the picture, or null when unknown
 * @param isDeleted whether it is deleted in the earlier platform
 */
record LegacyVideo(
    String key,
    NewVideo video,
    Map<String, String> facts,
    @Nullable Double frameRate,
    @Nullable Double duration,
    LegacyValues.@Nullable Size size,
    boolean isDeleted) {

  static final String TABLE = "videos";

  /** The columns without which nothing can be imported. */
  static final Set<String> REQUIRED = Set.of("id", "filename");

  /** The consequences of missing columns. */
  static final Map<String, String> OPTIONAL = optional();

  /**
   * Parses a row, or reports what is wrong with it.
   *
   * @param source the name of the platform, which is part of the upload key
   */
  static Optional<LegacyVideo> read(LegacyRow row, String key, String source) {
    String fileName = row.required("filename", LegacyValues::line);
    String project = row.optional("project_id", LegacyValues::key);
    String status = row.optional("status", LegacyValues::status);
    String processing = row.optional("processing_status", LegacyValues::status);
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("file_path", row.optional("file_path", LegacyValues::text));
    facts.put("file_size", row.optional("file_size", LegacyValues::bytes));
    facts.put("created_at", row.optional("created_at", LegacyValues::time));
    facts.put(
        "ground_truth_generated", row.optional("ground_truth_generated", LegacyValues::truth));
    Double duration = known(row.optional("duration", LegacyValues::seconds));
    Double frameRate = known(row.optional("fps", LegacyValues::rate));
    LegacyValues.Size size = row.optional("resolution", LegacyValues::size);
    facts.put("duration", duration);
    facts.put("fps", frameRate);
    facts.put("resolution", size);
    facts.put("status", status);
    facts.put("processing_status", processing);
    if (row.isBroken() || fileName == null) {
      return Optional.empty();
    }
    NewVideo video = new NewVideo(
        id(source, project, key),
        project == null ? NewVideo.DEFAULT_PROJECT : project,
        fileName,
        fileName,
        source + ":" + key,
        labels(source, status, processing),
        0);
    boolean deleted = Objects.equals(status, "deleted") || Objects.equals(processing, "deleted");
    return Optional.of(
        new LegacyVideo(key, video, present(facts), frameRate, duration, size, deleted));
  }

  /** Why the video cannot be processed yet, with the known facts about its file. */
  Failure failure() {
    return Failure.retryable(
            FailureCode.ORIGINAL_MISSING,
            "The video was imported from an earlier platform without its file; upload the file"
                + " under the same key to process it.")
        .withFacts(facts);
  }

  /** Whether the row claims that there is ground truth. */
  boolean claimsGroundTruth() {
    return Boolean.parseBoolean(facts.get("ground_truth_generated"));
  }

  /** Maps 0 to null, since the earlier platform wrote 0 for unknown values. */
  private static @Nullable Double known(@Nullable Double number) {
    return number == null || number == 0 ? null : number;
  }

  /**
   * The same ID in every run, so that a video is recognised even after it was deleted in the store.
   */
  private static VideoId id(String source, @Nullable String project, String key) {
    if (LegacyValues.isUuid(key)) {
      return VideoId.of(key);
    }
    String name = source + '\n' + (project == null ? "" : project) + '\n' + key;
    return new VideoId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  private static Set<String> labels(
      String source, @Nullable String status, @Nullable String processing) {
    Set<String> labels = new LinkedHashSet<>();
    if (status != null) {
      labels.add(source + "-status:" + status);
    }
    if (processing != null && !processing.equals(status)) {
      labels.add(source + "-processing-status:" + processing);
    }
    return labels;
  }

  private static Map<String, String> present(Map<String, @Nullable Object> facts) {
    Map<String, String> present = new HashMap<>();
    facts.forEach((column, value) -> {
      if (value != null) {
        present.put(column, value.toString());
      }
    });
    return present;
  }

  private static Map<String, String> optional() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put("project_id", "all videos belong to the project " + NewVideo.DEFAULT_PROJECT);
    meanings.put("status", "videos get no label with their earlier status");
    meanings.put("processing_status", "videos get no label with their earlier processing status");
    meanings.put("file_path", "the earlier paths of files are unknown");
    meanings.put("file_size", "file sizes are unknown");
    meanings.put("created_at", "the earlier creation times of videos are unknown");
    meanings.put("duration", "times are not checked against the length of the video");
    meanings.put("fps", "times cannot be estimated from frame numbers");
    meanings.put("resolution", "boxes are not checked against the picture");
    meanings.put("ground_truth_generated", "claims of ground truth are not compared with the rows");
    return meanings;
  }
}
