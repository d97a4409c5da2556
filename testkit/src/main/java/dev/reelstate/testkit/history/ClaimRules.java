package dev.reelstate.testkit.history;

import dev.reelstate.event.VideoEvent.TaskStarted;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.TaskId;
import dev.reelstate.testkit.history.TaskHistory.Given;
import java.util.Comparator;
import java.util.List;

/** Judges which tasks were given to whom. */
record ClaimRules(Evidence evidence, Leases leases) {

  ClaimRules(Evidence evidence) {
    this(evidence, new Leases(evidence));
  }

  void check() {
    for (TaskHistory task : evidence.history().tasks()) {
      for (Given given : task.given()) {
        checkLease(given);
        checkKept(given);
      }
      List<Given> byToken = task.given().stream()
          .sorted(Comparator.comparing(given -> given.claim().token()))
          .toList();
      for (int i = 1; i < byToken.size(); i++) {
        checkTokens(byToken.get(i - 1), byToken.get(i));
        checkHolder(task, byToken.get(i - 1), byToken.get(i));
      }
    }
  }

  private void checkLease(Given given) {
    evidence.require(
        Promise.CLAIMS_NEED_A_LEASE,
        !leases.isOver(given.claim().lease(), given.call()),
        () -> text(given) + " was given out although that lease had ended before.");
  }

  private void checkKept(Given given) {
    TaskId id = given.claim().task();
    boolean kept = evidence.events(id.videoId(), TaskStarted.class).stream()
        .anyMatch(event -> is(event, id)
            && event.attempt() == given.claim().attempt()
            && event.node().equals(given.claim().lease().node()));
    evidence.require(
        Promise.CLAIMS_KEPT, kept, () -> text(given) + " was given out, but no event says so.");
  }

  static boolean is(TaskStarted event, TaskId id) {
    return event.generation() == id.generation()
        && event.step().equals(id.step())
        && event.part() == id.part();
  }

  private void checkTokens(Given one, Given next) {
    boolean grew =
        one.claim().token() < next.claim().token() && !evidence.isBefore(next.call(), one.call());
    evidence.require(
        Promise.TOKENS_GROW,
        grew,
        () -> text(one) + " and " + text(next) + " were given out in the wrong order of tokens.");
  }

  private void checkHolder(TaskHistory task, Given one, Given next) {
    boolean free = leases.mayBeTaken(one.claim(), next.call())
        || task.told().stream()
            .filter(told -> told.claim().token() == one.claim().token())
            .filter(told -> told.report() != null && told.mayBeKept())
            .anyMatch(told -> !evidence.isBefore(next.call(), told.call()))
        || mayBeResumed(one.claim(), next.call());
    evidence.require(
        Promise.ONE_HOLDER,
        free,
        () -> text(next) + " was given out while " + text(one) + " was still held.");
  }

  /** Whether the task may have been stopped and started over with its video. */
  private boolean mayBeResumed(Claim claim, Call before) {
    return evidence.history().calls(Operation.Change.class).stream()
        .filter(call -> VideoRules.mayBeKept(call) && !evidence.isBefore(before, call))
        .map(call -> (Operation.Change) call.operation())
        .filter(change -> change.seen().id().equals(claim.task().videoId()))
        .anyMatch(
            change -> change.changes().stream().anyMatch(VideoChange.Resumed.class::isInstance));
  }

  static String text(Given given) {
    return text(given.claim()) + " (" + given.call() + ")";
  }

  static String text(Claim claim) {
    return "The claim of task " + claim.task() + " with token " + claim.token() + ", attempt "
        + claim.attempt() + ", by " + claim.lease().node() + " in epoch "
        + claim.lease().epoch();
  }
}
