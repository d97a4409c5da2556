package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVENT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_SET_ASIDE;
import static org.jooq.impl.DSL.min;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.dialect.Json;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEventRecord;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Maps events to rows. A row holds the events of one video from one transaction: what they have in
 * common as columns, the rest as JSON, each event with the name of its type. Thread-safe.
 */
final class EventRows {

  // Databases contain these names, so they must never change.
  private static final Map<String, Class<? extends VideoEvent>> TYPES = Map.of(
      "status_changed", VideoEvent.StatusChanged.class,
      "media_inspected", VideoEvent.MediaInspected.class,
      "task_started", VideoEvent.TaskStarted.class,
      "task_succeeded", VideoEvent.TaskSucceeded.class,
      "task_failed", VideoEvent.TaskFailed.class,
      "task_postponed", VideoEvent.TaskPostponed.class,
      "artifact_added", VideoEvent.ArtifactAdded.class,
      "ground_truth_saved", VideoEvent.GroundTruthSaved.class,
      "ground_truth_reviewed", VideoEvent.GroundTruthReviewed.class,
      "video_edited", VideoEvent.VideoEdited.class);

  private static final Map<Class<? extends VideoEvent>, EventShape> SHAPES =
      TYPES.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(
              Map.Entry::getValue, type -> EventShape.of(type.getKey(), type.getValue())));

  private EventRows() {}

  /** Writes the events of a transaction. */
  static void insert(BulkRows bulk, List<VideoEvent> events) {
    bulk.insert(REELSTATE_EVENT, rows(events));
  }

  /**
   * One row per video, whose events of one transaction have consecutive numbers and the same time.
   */
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
    row.setPayload(Json.write(json -> writeAll(json, events)));
    return row;
  }

  private static void writeAll(JsonWriter json, List<VideoEvent> events) throws IOException {
    json.beginArray();
    for (VideoEvent event : events) {
      Objects.requireNonNull(SHAPES.get(event.getClass())).write(json, event);
    }
    json.endArray();
  }

  /**
   * An event from a row.
   *
   * @param event the event, or null if a later release wrote it and this one does not know its type
   * @param position its position, or 0 if the row has none
   */
  record Placed(@Nullable VideoEvent event, long number, long position) {}

  /** The events of a row, in order. */
  static List<Placed> events(ReelstateEventRecord row) {
    List<Placed> events = new ArrayList<>();
    int behind = row.getSize();
    for (JsonElement payload : Json.parseArray(row.getPayload())) {
      behind--;
      long number = row.getNumber() - behind;
      long position = row.getPosition() == null ? 0 : row.getPosition() - behind;
      events.add(new Placed(event(row, number, payload.getAsJsonObject()), number, position));
    }
    return events;
  }

  private static @Nullable VideoEvent event(
      ReelstateEventRecord row, long number, JsonObject payload) {
    JsonElement name = payload.get(EventShape.TYPE);
    Class<? extends VideoEvent> type = name == null ? null : TYPES.get(name.getAsString());
    if (type == null) {
      return null;
    }
    payload.add("videoId", Json.tree(new VideoId(row.getVideoId())));
    payload.addProperty("number", number);
    payload.addProperty("at", row.getHappenedAt().toString());
    return Json.value(payload, type);
  }

  /**
   * Removes the rows before the first that was written at or after a time, or has an event that is
   * set aside, or is the last.
   *
   * @return the number of events
   */
  static long remove(DSLContext sql, VideoId id, Instant before) {
    Condition ofVideo = REELSTATE_EVENT.VIDEO_ID.eq(id.value());
    Long aside = sql.select(min(REELSTATE_SET_ASIDE.NUMBER))
        .from(REELSTATE_SET_ASIDE)
        .where(REELSTATE_SET_ASIDE.VIDEO_ID.eq(id.value()))
        .fetchSingle()
        .value1();
    List<ReelstateEventRecord> rows = sql.select(
            REELSTATE_EVENT.NUMBER, REELSTATE_EVENT.SIZE, REELSTATE_EVENT.HAPPENED_AT)
        .from(REELSTATE_EVENT)
        .where(ofVideo)
        .orderBy(REELSTATE_EVENT.VIDEO_ID, REELSTATE_EVENT.NUMBER)
        .fetchInto(REELSTATE_EVENT);
    long last = 0;
    long events = 0;
    for (ReelstateEventRecord row : rows.subList(0, Math.max(0, rows.size() - 1))) {
      if (!row.getHappenedAt().isBefore(before) || (aside != null && aside <= row.getNumber())) {
        break;
      }
      last = row.getNumber();
      events += row.getSize();
    }
    sql.deleteFrom(REELSTATE_EVENT)
        .where(ofVideo, REELSTATE_EVENT.NUMBER.le(last))
        .execute();
    return events;
  }

  /** The types of events that can be stored, by name. */
  static Map<String, Class<? extends VideoEvent>> types() {
    return TYPES;
  }
}
