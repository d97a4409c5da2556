package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK_DEPENDENCY;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK_INPUT;

import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskDependencyRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskInputRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Buffers the tasks that a transaction plans, for any number of videos, and writes them together.
 * Not thread-safe.
 */
final class PlannedTasks {

  private final Transaction transaction;
  private final List<Planned> pending = new ArrayList<>();

  PlannedTasks(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Adds a plan to the current generation of a locked video. */
  void add(LockedVideo video, TaskPlan plan) {
    for (TaskSpec spec : plan.specs()) {
      ReelstateTaskRecord row = row(video, spec, plan.blockers(spec).size());
      pending.add(new Planned(row, spec, plan));
      video.addPlannedWeight(spec.weight());
      if (row.getBlockers() == 0) {
        transaction.readied(new QueueKey(row.getTier(), row.getTurn(), 0));
      }
    }
  }

  /** Whether some tasks of the video have not been written yet. */
  boolean isPending(UUID video) {
    return pending.stream().anyMatch(planned -> planned.row.getVideoId().equals(video));
  }

  /** Writes the tasks immediately, so that queries see them. */
  void write() {
    flush();
    transaction.bulk().flush();
  }

  /** Adds the tasks to the rows to be written. */
  void flush() {
    if (pending.isEmpty()) {
      return;
    }
    transaction.bulk().insert(REELSTATE_TASK, pending.stream().map(Planned::row).toList());
    if (pending.stream().anyMatch(Planned::needsKey)) {
      transaction.bulk().flush();
      writeInputsAndDependencies(keys());
    }
    transaction
        .tasks()
        .planned(pending.stream().map(planned -> planned.row.getVideoId()).toList());
    pending.clear();
  }

  private static ReelstateTaskRecord row(LockedVideo video, TaskSpec spec, int blockers) {
    ReelstateTaskRecord row = new ReelstateTaskRecord();
    row.setVideoId(video.id().value());
    row.setGeneration(video.generation());
    row.setStep(spec.step());
    row.setPart(spec.part());
    row.setStatus((blockers == 0 ? TaskStatus.READY : TaskStatus.BLOCKED).wireName());
    row.setReadyAt(blockers == 0 ? video.now() : null);
    row.setTier(tier(video.priority()));
    row.setTurn(turn(video, spec.part()));
    row.setToken(0L);
    row.setAttempts(0);
    row.setFailures(0);
    row.setLosses(0);
    row.setBlockers(blockers);
    row.setWeight(spec.weight());
    return row;
  }

  /** The keys that the database assigned to the tasks of the videos. */
  private Map<Place, Long> keys() {
    List<UUID> videos =
        pending.stream().map(planned -> planned.row.getVideoId()).distinct().toList();
    Map<Place, Long> keys = new HashMap<>();
    transaction
        .sql()
        .select(
            REELSTATE_TASK.ID,
            REELSTATE_TASK.VIDEO_ID,
            REELSTATE_TASK.GENERATION,
            REELSTATE_TASK.STEP,
            REELSTATE_TASK.PART)
        .from(REELSTATE_TASK)
        .where(transaction.among(REELSTATE_TASK.VIDEO_ID, videos))
        .forEach(row -> keys.put(
            new Place(row.value2(), row.value3(), row.value4(), row.value5()), row.value1()));
    return keys;
  }

  private void writeInputsAndDependencies(Map<Place, Long> keys) {
    List<ReelstateTaskInputRecord> inputs = new ArrayList<>();
    List<ReelstateTaskDependencyRecord> dependencies = new ArrayList<>();
    for (Planned planned : pending) {
      Long key = keys.get(planned.place());
      if (!planned.spec.input().isEmpty()) {
        inputs.add(new ReelstateTaskInputRecord(key, planned.spec.input()));
      }
      planned.plan.blockers(planned.spec).stream()
          .map(blocker -> keys.get(planned.place(blocker)))
          .forEach(blocker -> dependencies.add(new ReelstateTaskDependencyRecord(blocker, key)));
    }
    transaction.bulk().insert(REELSTATE_TASK_INPUT, inputs);
    transaction.bulk().insert(REELSTATE_TASK_DEPENDENCY, dependencies);
  }

  /** A task to be written, with the plan it belongs to. */
  private record Planned(ReelstateTaskRecord row, TaskSpec spec, TaskPlan plan) {

    boolean needsKey() {
      return row.getBlockers() > 0 || !spec.input().isEmpty();
    }

    Place place() {
      return place(spec);
    }

    Place place(TaskSpec other) {
      return new Place(row.getVideoId(), row.getGeneration(), other.step(), other.part());
    }
  }

  /** Orders higher priorities first; unlike a negation, it has a value for the lowest one. */
  static int tier(int priority) {
    return ~priority;
  }

  /** The turn of a part: each further part waits as one more video of its project would. */
  static long turn(LockedVideo video, int part) {
    return video.turn() + part;
  }

  private record Place(UUID video, int generation, String step, int part) {}
}
