package dev.reelstate.testkit.history;

import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.testkit.history.TaskHistory.Told;
import java.util.List;
import java.util.stream.Collectors;

/** Judges whether writes under claims were accepted and refused as they must be. */
record ReportRules(Evidence evidence, Leases leases) {

  ReportRules(Evidence evidence) {
    this(evidence, new Leases(evidence));
  }

  void check() {
    for (TaskHistory task : evidence.history().tasks()) {
      List<Told> accepted = task.told().stream().filter(Told::isAccepted).toList();
      accepted.forEach(told -> checkFence(task, told));
      accepted.stream()
          .filter(told -> told.report() != null)
          .collect(Collectors.groupingBy(told -> told.claim().token()))
          .values()
          .forEach(this::checkEnd);
      checkSuccesses(task);
    }
  }

  private void checkFence(TaskHistory task, Told told) {
    boolean overtaken = task.given().stream()
        .filter(given -> given.claim().token() > told.claim().token())
        .anyMatch(given -> evidence.isBefore(given.call(), told.call()));
    evidence.require(
        Promise.FENCES_HOLD,
        !overtaken,
        () -> text(told) + " was accepted although a later claim had been given out before.");
    evidence.require(
        Promise.FENCES_HOLD,
        !leases.isReplacedOrLeft(told.claim().lease(), told.call()),
        () -> text(told) + " was accepted although its node had begun anew or left before.");
    evidence.require(
        Promise.FENCES_HOLD,
        !isStopped(task, told),
        () -> text(told) + " was accepted although the video had been stopped before.");
  }

  /** Whether the video was certainly stopped between the claim and the write. */
  private boolean isStopped(TaskHistory task, Told told) {
    return evidence.history().calls(Operation.Change.class).stream()
        .filter(stop -> stops(stop, told) && evidence.isBefore(stop, told.call()))
        .anyMatch(stop -> task.given().stream()
            .filter(given -> given.claim().token() == told.claim().token())
            .anyMatch(given -> evidence.isBefore(given.call(), stop)));
  }

  private static boolean stops(Call call, Told told) {
    Operation.Change change = (Operation.Change) call.operation();
    return change.seen().id().equals(told.claim().task().videoId())
        && change.changes().stream().anyMatch(VideoChange.Stopped.class::isInstance)
        && call.answer(Answer.Changed.class)
            .filter(done -> done.video() != null)
            .isPresent();
  }

  private void checkEnd(List<Told> ends) {
    evidence.require(
        Promise.ONE_END,
        ends.size() == 1,
        () -> text(ends.get(0)) + " was accepted, and so was " + text(ends.get(1)) + ".");
  }

  private void checkSuccesses(TaskHistory task) {
    List<Told> successes = task.reports(TaskReport.Succeeded.class, Told::isAccepted);
    evidence.require(
        Promise.ONE_SUCCESS,
        successes.size() <= 1,
        () -> "The task " + task.id() + " succeeded " + successes.size() + " times.");
    for (Told success : successes) {
      boolean last = task.given().stream()
          .filter(given -> given.claim().token() > success.claim().token())
          .allMatch(given -> evidence.isBefore(given.call(), success.call()));
      evidence.require(
          Promise.SUCCESS_IS_FINAL,
          last,
          () -> text(success) + " was accepted, but the task was given out again.");
    }
  }

  static String text(Told told) {
    TaskReport report = told.report();
    String kind = report == null ? "progress" : report.getClass().getSimpleName();
    return "The report " + kind + " (" + told.call() + ") for t"
        + ClaimRules.text(told.claim()).substring(1);
  }

  /** Whether a write was certainly refused. */
  static boolean isRefused(Told told) {
    return told.receipt() == Receipt.LEASE_LOST || told.call().isRefused();
  }
}
