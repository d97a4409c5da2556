package dev.reelstate.testkit.history;

import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import java.time.Duration;
import java.util.List;

/** What a history says about the leases of nodes. */
record Leases(Evidence evidence) {

  /** Whether a lease had certainly ended when a call began. */
  boolean isOver(Lease lease, Call call) {
    return isReplacedOrLeft(lease, call)
        || calls(Operation.Renew.class).stream()
            .filter(renew -> isSame(((Operation.Renew) renew.operation()).lease(), lease))
            .filter(renew -> !renewed(renew))
            .anyMatch(renew -> evidence.isBefore(renew, call));
  }

  /** Whether a node had certainly begun anew, or left, when a call began. */
  boolean isReplacedOrLeft(Lease lease, Call call) {
    return calls(Operation.Join.class).stream()
            .filter(join -> mayReplace(join, lease))
            .anyMatch(join -> evidence.isBefore(join, call))
        || calls(Operation.Leave.class).stream()
            .filter(leave -> isSame(((Operation.Leave) leave.operation()).lease(), lease))
            .anyMatch(leave -> evidence.isBefore(leave, call));
  }

  /** Whether a claim may have been taken from its node before a call took effect. */
  boolean mayBeTaken(Claim claim, Call call) {
    return evidence
        .history()
        .calls(
            Operation.Join.class,
            Operation.Leave.class,
            Operation.GiveBack.class,
            Operation.Recover.class)
        .stream()
        .filter(reason -> !reason.isRefused() && !evidence.isBefore(call, reason))
        .anyMatch(reason -> takes(reason, claim));
  }

  private boolean takes(Call reason, Claim claim) {
    Operation operation = reason.operation();
    if (operation instanceof Operation.Join) {
      return mayReplace(reason, claim.lease());
    } else if (operation instanceof Operation.Leave leave) {
      return isSame(leave.lease(), claim.lease());
    } else if (operation instanceof Operation.GiveBack back) {
      return isSame(back.lease(), claim.lease()) && !back.except().contains(claim.key());
    }
    return operation instanceof Operation.Recover && mayRecover(reason, claim.lease());
  }

  private static boolean mayReplace(Call join, Lease lease) {
    return ((Operation.Join) join.operation()).node().equals(lease.node())
        && join.answer(Answer.Joined.class)
            .map(joined -> joined.lease().epoch() > lease.epoch())
            .orElse(join.isUnknown());
  }

  /** Whether a recovery took something back, and may have found the lease expired. */
  private boolean mayRecover(Call recovery, Lease lease) {
    boolean recovered =
        recovery.answer(Answer.Freed.class).map(freed -> freed.tasks() > 0).orElse(true);
    return recovered
        && evidence.history().calls(Operation.Join.class, Operation.Renew.class).stream()
            .filter(renewal -> prolongs(renewal, lease))
            .filter(renewal -> evidence.isBefore(renewal, recovery))
            .noneMatch(renewal -> outlasts(renewal, recovery, lease));
  }

  private static boolean prolongs(Call call, Lease lease) {
    if (call.operation() instanceof Operation.Renew renew) {
      return isSame(renew.lease(), lease) && renewed(call);
    }
    return call.answer(Answer.Joined.class)
        .filter(joined -> isSame(joined.lease(), lease))
        .isPresent();
  }

  private boolean outlasts(Call renewal, Call recovery, Lease lease) {
    Duration between = renewal.longestUntil(recovery);
    return between != null && between.plus(evidence.tolerance()).compareTo(lease.duration()) < 0;
  }

  private static boolean renewed(Call renew) {
    return renew.answer(Answer.Renewed.class).map(Answer.Renewed::isValid).orElse(true);
  }

  private static boolean isSame(Lease one, Lease other) {
    return one.node().equals(other.node()) && one.epoch() == other.epoch();
  }

  private List<Call> calls(Class<? extends Operation> type) {
    return evidence.history().calls(type);
  }
}
