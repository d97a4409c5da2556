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
 * A row of the table of videos, understood. Immutable and thread-safe.
 *
 * @param key its id there
 * @param video what it is to become
 * @param facts what else it says, by column
 * @param frameRate frames per second, or null when unknown
 * @param duration seconds, or null when unknown
 * @param size of the picture, or null when unknown
 * @param isDeleted whether it is deleted there
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

  /** Without these there is nothing to import. */
  static final Set<String> REQUIRED = Set.of("id", "filename");

  /** What it means that a column is missing. */
  static final Map<String, String> OPTIONAL = optional();

  /**
   * Reads a row, or says what is wrong with it.
   *
   * @param source names the platform, as part of the upload key
   */
  static Optional<LegacyVideo> read(LegacyRow row, String key, String source) {
    String fileName = row.required("filename", LegacyValues::text);
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
        new LegacyVideo(key, video, said(facts), frameRate, duration, size, deleted));
  }

  /** Why it cannot be processed yet, and all that is known of its file. */
  Failure failure() {
    return Failure.retryable(
            FailureCode.ORIGINAL_MISSING,
            "The video was taken over from an earlier platform without its file; upload the file"
                + " under the same key to process it.")
        .withFacts(facts);
  }

  /** Whether it says that there is ground truth. */
  boolean claimsGroundTruth() {
    return Boolean.parseBoolean(facts.get("ground_truth_generated"));
  }

  /** The earlier platform wrote 0 for what it did not know. */
  private static @Nullable Double known(@Nullable Double number) {
    return number == null || number == 0 ? null : number;
  }

  /** The same identity each time, so that a video is recognised even after it was deleted here. */
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

  private static Map<String, String> said(Map<String, @Nullable Object> facts) {
    Map<String, String> said = new HashMap<>();
    facts.forEach((column, value) -> {
      if (value != null) {
        said.put(column, value.toString());
      }
    });
    return said;
  }

  private static Map<String, String> optional() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put("project_id", "all videos belong to the project " + NewVideo.DEFAULT_PROJECT);
    meanings.put("status", "videos get no label with their status there");
    meanings.put("processing_status", "videos get no label with their processing status there");
    meanings.put("file_path", "where the files lie there is not known");
    meanings.put("file_size", "sizes of files are not known");
    meanings.put("created_at", "when videos were made there is not known");
    meanings.put("duration", "times are not checked against the length of the video");
    meanings.put("fps", "a frame number alone says nothing about its time");
    meanings.put("resolution", "boxes are not checked against the picture");
    meanings.put(
        "ground_truth_generated", "what it claims is not compared with the rows there are");
    return meanings;
  }
}
