package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;

import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskDependencyRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskInputRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Tasks to be added to a video's current generation together. Immutable. */
final class TaskPlan {

  private final List<TaskSpec> specs;

  /**
   * Checks that the tasks can all come to their turn.
   *
   * @throws IllegalArgumentException if two are the same, or some wait for each other
   */
  TaskPlan(List<TaskSpec> specs) {
    this.specs = specs;
    Set<List<Object>> seen = new HashSet<>();
    for (TaskSpec spec : specs) {
      if (!seen.add(List.of(spec.step(), spec.part()))) {
        throw duplicate(spec);
      }
    }
    refuseCircles();
  }

  /** Writes the tasks: ready, or blocked by others of this plan. */
  void insert(Transaction transaction, LockedVideo video) {
    refusePlanned(transaction.sql(), video);
    List<ReelstateTaskRecord> rows = new ArrayList<>();
    for (TaskSpec spec : specs) {
      rows.add(row(transaction, video, spec));
      video.addPlannedWeight(spec.weight());
    }
    insertTasks(transaction.sql(), rows);
    insertInputs(transaction.sql(), rows);
    insertDependencies(transaction.sql(), rows);
  }

  private ReelstateTaskRecord row(Transaction transaction, LockedVideo video, TaskSpec spec) {
    int blockers = (int)
        specs.stream().filter(other -> spec.after().contains(other.step())).count();
    ReelstateTaskRecord row = new ReelstateTaskRecord();
    row.setVideoId(video.id().value());
    row.setGeneration(video.generation());
    row.setStep(spec.step());
    row.setPart(spec.part());
    row.setStatus((blockers == 0 ? TaskStatus.READY : TaskStatus.BLOCKED).wireName());
    row.setPriority(video.priority());
    row.setQueuedAt(queuedAt(transaction, video));
    row.setToken(0L);
    row.setAttempts(0);
    row.setFailures(0);
    row.setLosses(0);
    row.setBlockers(blockers);
    row.setWeight(spec.weight());
    return row;
  }

  /** Tasks that are planned while a video is processed keep its place in the queue. */
  private static Instant queuedAt(Transaction transaction, LockedVideo video) {
    return transaction
        .sql()
        .select(REELSTATE_TASK.QUEUED_AT)
        .from(REELSTATE_TASK)
        .where(
            REELSTATE_TASK.VIDEO_ID.eq(video.id().value()),
            REELSTATE_TASK.GENERATION.eq(video.generation()))
        .orderBy(REELSTATE_TASK.QUEUED_AT.desc())
        .limit(1)
        .fetchOptional(REELSTATE_TASK.QUEUED_AT)
        .orElseGet(transaction::now);
  }

  private static void insertTasks(DSLContext sql, List<ReelstateTaskRecord> rows) {
    for (ReelstateTaskRecord row : rows) {
      row.setId(sql.insertInto(REELSTATE_TASK)
          .set(row)
          .returningResult(REELSTATE_TASK.ID)
          .fetchSingle()
          .value1());
    }
  }

  private void insertInputs(DSLContext sql, List<ReelstateTaskRecord> rows) {
    List<ReelstateTaskInputRecord> inputs = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!specs.get(i).input().isEmpty()) {
        inputs.add(
            new ReelstateTaskInputRecord(rows.get(i).getId(), specs.get(i).input()));
      }
    }
    sql.batchInsert(inputs).execute();
  }

  private void insertDependencies(DSLContext sql, List<ReelstateTaskRecord> rows) {
    List<ReelstateTaskDependencyRecord> dependencies = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      for (ReelstateTaskRecord blocker : rows) {
        if (specs.get(i).after().contains(blocker.getStep())) {
          dependencies.add(
              new ReelstateTaskDependencyRecord(blocker.getId(), rows.get(i).getId()));
        }
      }
    }
    sql.batchInsert(dependencies).execute();
  }

  private void refusePlanned(DSLContext sql, LockedVideo video) {
    Set<List<Object>> planned = sql
        .select(REELSTATE_TASK.STEP, REELSTATE_TASK.PART)
        .from(REELSTATE_TASK)
        .where(
            REELSTATE_TASK.VIDEO_ID.eq(video.id().value()),
            REELSTATE_TASK.GENERATION.eq(video.generation()))
        .fetch()
        .stream()
        .map(row -> List.<Object>of(row.value1(), row.value2()))
        .collect(Collectors.toSet());
    for (TaskSpec spec : specs) {
      if (planned.contains(List.<Object>of(spec.step(), spec.part()))) {
        throw duplicate(spec);
      }
    }
  }

  private void refuseCircles() {
    List<TaskSpec> waiting = new ArrayList<>(specs);
    boolean moved = true;
    while (moved) {
      Set<String> steps = waiting.stream().map(TaskSpec::step).collect(Collectors.toSet());
      moved = waiting.removeIf(spec -> spec.after().stream().noneMatch(steps::contains));
    }
    if (!waiting.isEmpty()) {
      throw new IllegalArgumentException(
          "The tasks of the step \"" + waiting.get(0).step() + "\" wait in a circle.");
    }
  }

  private static IllegalArgumentException duplicate(TaskSpec spec) {
    return new IllegalArgumentException(
        "The task " + spec.step() + "/" + spec.part() + " is planned already.");
  }
}
