package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_ARTIFACT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_ATTEMPT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK_WAIT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO_LABEL;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.reelstate.jdbc.dialect.Json;
import dev.reelstate.jdbc.schema.tables.ReelstateVideo;
import dev.reelstate.jdbc.schema.tables.records.ReelstateAttemptRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateVideoRecord;
import dev.reelstate.task.Failure;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskId;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoDetails.FailedAttempt;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.Table;

/**
 * Reads a video and everything that belongs to it in one statement. Not thread-safe.
 *
 * <p>The video is joined with the numbers of four parts, and each part with one kind of row. Rows
 * of the other kinds are joined on a null ID, so that an index rules them out immediately. The
 * result has one row for each wanted row, with all other columns null. It needs neither JSON nor a
 * union of different columns, in which the databases differ.
 */
final class VideoDetailsQuery {

  private static final int VIDEO = 0;
  private static final int LABELS = 1;
  private static final int TASKS = 2;
  private static final int ARTIFACTS = 3;

  private static final ReelstateVideo ROOT = REELSTATE_VIDEO.as("root");
  private static final Field<Integer> PART = field(name("part_of_details"), Integer.class);

  private final Result<Record> rows;

  private VideoDetailsQuery(Result<Record> rows) {
    this.rows = rows;
  }

  /** The video, or empty if there is none with that ID. */
  static Optional<VideoDetails> run(DSLContext sql, VideoId id) {
    Result<Record> rows = fetch(sql, id);
    return rows.isEmpty() ? Optional.empty() : Optional.of(new VideoDetailsQuery(rows).details());
  }

  private static Result<Record> fetch(DSLContext sql, VideoId id) {
    return sql.select(PART)
        .select(REELSTATE_VIDEO.fields())
        .select(REELSTATE_VIDEO_LABEL.LABEL)
        .select(REELSTATE_TASK.fields())
        .select(REELSTATE_ATTEMPT.fields())
        .select(REELSTATE_TASK_WAIT.fields())
        .select(REELSTATE_ARTIFACT.fields())
        .from(ROOT)
        .crossJoin(parts())
        .leftJoin(REELSTATE_VIDEO)
        .on(REELSTATE_VIDEO.ID.eq(onlyFor(VIDEO, ROOT.ID)))
        .leftJoin(REELSTATE_VIDEO_LABEL)
        .on(REELSTATE_VIDEO_LABEL.VIDEO_ID.eq(onlyFor(LABELS, ROOT.ID)))
        .leftJoin(REELSTATE_TASK)
        .on(REELSTATE_TASK.VIDEO_ID.eq(onlyFor(TASKS, ROOT.ID)))
        .leftJoin(REELSTATE_ATTEMPT)
        .on(REELSTATE_ATTEMPT.TASK_ID.eq(REELSTATE_TASK.ID))
        .leftJoin(REELSTATE_TASK_WAIT)
        .on(REELSTATE_TASK_WAIT.TASK_ID.eq(REELSTATE_TASK.ID))
        .leftJoin(REELSTATE_ARTIFACT)
        .on(
            REELSTATE_ARTIFACT.VIDEO_ID.eq(onlyFor(ARTIFACTS, ROOT.ID)),
            REELSTATE_ARTIFACT.GENERATION.in(
                inline(ArtifactRows.GIVEN), ROOT.GENERATION, ROOT.PUBLISHED_GENERATION))
        .where(ROOT.ID.eq(id.value()))
        .orderBy(PART, REELSTATE_TASK.ID, REELSTATE_ATTEMPT.NUMBER, REELSTATE_ARTIFACT.NUMBER)
        .fetch();
  }

  private static Table<?> parts() {
    Select<? extends Record> numbers = select(inline(VIDEO).as(PART))
        .unionAll(select(inline(LABELS)))
        .unionAll(select(inline(TASKS)))
        .unionAll(select(inline(ARTIFACTS)));
    return numbers.asTable("parts");
  }

  /** A value in the rows of one part, null in the others. */
  private static <T> Field<T> onlyFor(int part, Field<T> value) {
    return when(PART.eq(inline(part)), value);
  }

  private VideoDetails details() {
    ReelstateVideoRecord video = read(VIDEO, REELSTATE_VIDEO).findFirst().orElseThrow();
    List<Task> tasks = new ArrayList<>();
    List<FailedAttempt> failures = new ArrayList<>();
    Map<Long, Task.Wait> waits = waits();
    attempts().forEach((task, attempts) -> {
      if (task.getGeneration().equals(video.getGeneration())) {
        tasks.add(JdbcTaskQueue.task(task, attempts, waits.get(task.getId())));
      }
      attempts.forEach(attempt -> failed(task, attempt).ifPresent(failures::add));
    });
    failures.sort(comparing(FailedAttempt::at));
    return new VideoDetails(
        VideoRows.video(
            video,
            of(LABELS)
                .map(row -> row.get(REELSTATE_VIDEO_LABEL.LABEL))
                .filter(label -> label != null)
                .collect(toUnmodifiableSet())),
        tasks,
        artifacts(),
        failures);
  }

  private List<Artifact> artifacts() {
    return read(ARTIFACTS, REELSTATE_ARTIFACT)
        .filter(row -> row.getNumber() != null)
        .map(ArtifactRows::artifact)
        .toList();
  }

  private Map<Long, Task.Wait> waits() {
    Map<Long, Task.Wait> waits = new HashMap<>();
    read(TASKS, REELSTATE_TASK_WAIT).forEach(row -> {
      Task.Wait wait = TaskWaits.of(row);
      if (wait != null) {
        waits.put(row.getTaskId(), wait);
      }
    });
    return waits;
  }

  /** The tasks of all generations in plan order, each with its attempts. */
  private Map<ReelstateTaskRecord, List<ReelstateAttemptRecord>> attempts() {
    Map<ReelstateTaskRecord, List<ReelstateAttemptRecord>> attempts = new LinkedHashMap<>();
    of(TASKS).forEach(row -> {
      ReelstateTaskRecord task = row.into(REELSTATE_TASK);
      ReelstateAttemptRecord attempt = row.into(REELSTATE_ATTEMPT);
      if (task.getId() != null) {
        List<ReelstateAttemptRecord> all = attempts.computeIfAbsent(task, key -> new ArrayList<>());
        if (attempt.getNumber() != null) {
          all.add(attempt);
        }
      }
    });
    return attempts;
  }

  private static Optional<FailedAttempt> failed(
      ReelstateTaskRecord task, ReelstateAttemptRecord attempt) {
    Failure failure = Json.read(attempt.getFailure(), Failure.class);
    Instant endedAt = attempt.getEndedAt();
    if (failure == null || endedAt == null) {
      return Optional.empty();
    }
    TaskId id = new TaskId(
        new VideoId(task.getVideoId()), task.getGeneration(), task.getStep(), task.getPart());
    return Optional.of(new FailedAttempt(id, attempt.getNumber(), endedAt, failure));
  }

  private <R extends Record> Stream<R> read(int part, Table<R> table) {
    return of(part).map(row -> row.into(table));
  }

  private Stream<Record> of(int part) {
    return rows.stream().filter(row -> row.get(PART) == part);
  }
}
