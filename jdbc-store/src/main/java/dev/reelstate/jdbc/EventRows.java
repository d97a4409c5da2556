package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVENT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEventRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events as rows: what all have in common as columns, the rest as JSON under a name for its type. Thread-safe. */
final class EventRows {

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

  private static final Map<Class<? extends VideoEvent>, String> NAMES = new HashMap<>();

  static {
    TYPES.forEach((name, type) -> NAMES.put(type, name));
  }

  private EventRows() {}

  static void insert(BulkRows bulk, List<VideoEvent> events) {
    bulk.insert(REELSTATE_EVENT, events.stream().map(EventRows::row).toList());
  }

  /** The event of a row, or empty if a later release wrote it and this one does not know its type. */
  static Optional<VideoEvent> event(ReelstateEventRecord row) {
    Class<? extends VideoEvent> type = TYPES.get(row.getType());
    if (type == null) {
      return Optional.empty();
    }
    ObjectNode tree = Json.parse(row.getPayload());
    tree.putObject("videoId").put("value", row.getVideoId().toString());
    tree.put("number", row.getNumber());
    tree.put("at", row.getHappenedAt().toString());
    return Optional.of(Json.value(tree, type));
  }

  private static ReelstateEventRecord row(VideoEvent event) {
    ReelstateEventRecord row = new ReelstateEventRecord();
    row.setVideoId(event.videoId().value());
    row.setNumber(event.number());
    row.setType(NAMES.get(event.getClass()));
    row.setHappenedAt(event.at());
    row.setPayload(Json.tree(event).remove(List.of("videoId", "number", "at")).toString());
    return row;
  }

  /** The types of events that can be kept, by name. */
  static Map<String, Class<? extends VideoEvent>> types() {
    return TYPES;
  }
}
