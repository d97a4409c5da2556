package dev.reelstate.testkit.history;

import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the processes say about one task. Not thread-safe. */
final class TaskHistory {

  /** A claim that a call returned. */
  record Given(Claim claim, Call call) {}

  /**
   * A write under a claim.
   *
   * @param report the report, or null for progress
   * @param receipt what the store answered, or null if it did not
   */
  record Told(
      Claim claim,
      @Nullable TaskReport report,
      Call call,
      @Nullable Receipt receipt) {

    boolean isAccepted() {
      return receipt == Receipt.ACCEPTED;
    }

    /** Whether it is on record, or may be. */
    boolean mayBeKept() {
      return isAccepted() || call.isUnknown();
    }

    boolean is(Class<? extends TaskReport> kind) {
      return kind.isInstance(report);
    }

    /** Whether another report says the same about the same claim. */
    boolean isRepeatedBy(Told other) {
      return report != null
          && report.getClass().isInstance(other.report)
          && claim.token() == other.claim.token();
    }
  }

  private final TaskId id;
  private final List<Given> given = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();

  TaskHistory(TaskId id) {
    this.id = id;
  }

  /** Adds what a call says about tasks. */
  static void add(Call call, Map<TaskId, TaskHistory> tasks) {
    Answer.Worked answer =
        call.answer(Answer.Worked.class).orElse(new Answer.Worked(List.of(), List.of()));
    for (Claim claim : answer.claims()) {
      of(claim, tasks).given.add(new Given(claim, call));
    }
    if (call.operation() instanceof Operation.Report operation) {
      for (int i = 0; i < operation.reports().size(); i++) {
        TaskReport report = operation.reports().get(i);
        Told one = new Told(report.claim(), report, call, receipt(answer, i));
        of(report.claim(), tasks).told.add(one);
      }
    } else if (call.operation() instanceof Operation.Progress operation) {
      for (int i = 0; i < operation.claims().size(); i++) {
        Claim claim = operation.claims().get(i);
        of(claim, tasks).told.add(new Told(claim, null, call, receipt(answer, i)));
      }
    }
  }

  private static @Nullable Receipt receipt(Answer.Worked answer, int place) {
    return place < answer.receipts().size() ? answer.receipts().get(place) : null;
  }

  private static TaskHistory of(Claim claim, Map<TaskId, TaskHistory> tasks) {
    return tasks.computeIfAbsent(claim.task(), TaskHistory::new);
  }

  TaskId id() {
    return id;
  }

  List<Given> given() {
    return given;
  }

  /** The reports and the progress. */
  List<Told> told() {
    return told;
  }

  /** The reports of one kind that meet a condition. */
  List<Told> reports(Class<? extends TaskReport> kind, Predicate<Told> condition) {
    return told.stream().filter(one -> one.is(kind) && condition.test(one)).toList();
  }
}
