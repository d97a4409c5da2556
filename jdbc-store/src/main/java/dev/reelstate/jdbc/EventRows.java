package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVENT;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.dialect.Json;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEventRecord;
import dev.reelstate.video.VideoId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as rows: one for what a transaction did to a video, with what its events have in common as
 * columns and the rest as JSON, each under a name for its type. Thread-safe.
 */
final class EventRows {

  private static final String TYPE = "type";

  // These names are in databases: a name once given stays.
  private static final Map<String, Class<? extends VideoEvent>> TYPES = Map.of(
      "status_changed", VideoEvent.StatusChanged.class,
      "media_inspected", VideoEvent.MediaInspected.class,
      "task_started", VideoEvent.TaskStarted.class,
      "task_succeeded", VideoEvent.TaskSucceeded.class,
      "task_failed", VideoEvent.TaskFailed.class,
      "artifact_added", VideoEvent.ArtifactAdded.class,
      "ground_truth_saved", VideoEvent.GroundTruthSaved.class,
      "ground_truth_reviewed", VideoEvent.GroundTruthReviewed.class);

  private static final ObjectWriter PAYLOAD =
      Json.writer(new TypeReference<List<VideoEvent>>() {}, VideoEvent.class, Payload.class, TYPES);

  /**
   * What is written of an event: its type, and what it does not share with the others of its row.
   */
  @JsonIgnoreProperties({"videoId", "number", "at"})
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = TYPE)
  private interface Payload {}

  private EventRows() {}

  /** Writes the events of a transaction. */
  static void insert(BulkRows bulk, List<VideoEvent> events) {
    bulk.insert(REELSTATE_EVENT, rows(events));
  }

  /** A row for each video: its events of one transaction have numbers in sequence, and one time. */
  static List<ReelstateEventRecord> rows(Collection<VideoEvent> events) {
    Map<VideoId, List<VideoEvent>> byVideo = new LinkedHashMap<>();
    events.forEach(event ->
        byVideo.computeIfAbsent(event.videoId(), id -> new ArrayList<>()).add(event));
    return byVideo.values().stream().map(EventRows::row).toList();
  }

  private static ReelstateEventRecord row(List<VideoEvent> events) {
    VideoEvent last = events.get(events.size() - 1);
    ReelstateEventRecord row = new ReelstateEventRecord();
    row.setVideoId(last.videoId().value());
    row.setNumber(last.number());
    row.setSize(events.size());
    row.setHappenedAt(last.at());
    row.setPayload(Json.write(events, PAYLOAD));
    return row;
  }

  /**
   * An event of a row.
   *
   * @param event the event, or null if a later release wrote it and this one does not know its type
   * @param position its position, if the row has one
   */
  record Placed(@Nullable VideoEvent event, long number, long position) {}

  /** The events of a row, in their order. */
  static List<Placed> events(ReelstateEventRecord row) {
    List<Placed> events = new ArrayList<>();
    int behind = row.getSize();
    for (JsonNode payload : Json.parseArray(row.getPayload())) {
      behind--;
      long number = row.getNumber() - behind;
      long position = row.getPosition() == null ? 0 : row.getPosition() - behind;
      events.add(new Placed(event(row, number, (ObjectNode) payload), number, position));
    }
    return events;
  }

  private static @Nullable VideoEvent event(
      ReelstateEventRecord row, long number, ObjectNode payload) {
    Class<? extends VideoEvent> type = TYPES.get(payload.path(TYPE).asText());
    if (type == null) {
      return null;
    }
    payload.putObject("videoId").put("value", row.getVideoId().toString());
    payload.put("number", number);
    payload.put("at", row.getHappenedAt().toString());
    return Json.value(payload, type);
  }

  /** The types of events that can be kept, by name. */
  static Map<String, Class<? extends VideoEvent>> types() {
    return TYPES;
  }
}
