package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_NODE;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_SLOT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static java.util.stream.Collectors.groupingBy;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;

/**
 * Claims tasks in one transaction. {@link JdbcTaskQueue} has the implementation notes. Not
 * thread-safe.
 */
final class Claims {

  /** The number of extra candidates to read. */
  private static final int SLACK = 32;

  private final Transaction transaction;
  private final Lease lease;
  private final QueueHead head;
  private final Set<String> steps;
  private Set<String> limited = Set.of();
  private boolean passedOver;

  Claims(Transaction transaction, Lease lease, Set<String> steps, QueueHead head) {
    this.transaction = transaction;
    this.lease = lease;
    this.steps = new HashSet<>(steps);
    this.head = head;
  }

  /** The preconditions of a claim. */
  record Outlook(boolean leaseIsValid, boolean someAreDue, boolean hasLimits) {}

  /** Reads the preconditions with one query, each part of which is an index lookup. */
  Outlook outlook() {
    Field<Instant> expires = field(select(REELSTATE_NODE.EXPIRES_AT)
        .from(REELSTATE_NODE)
        .where(
            REELSTATE_NODE.NAME.eq(lease.node()),
            REELSTATE_NODE.EPOCH.eq(lease.epoch()),
            REELSTATE_NODE.PAUSED_AT.isNull()));
    Field<Instant> due = field(select(REELSTATE_TASK.DUE_AT)
        .from(REELSTATE_TASK)
        .where(REELSTATE_TASK.DUE_AT.ge(Instant.EPOCH))
        .orderBy(REELSTATE_TASK.DUE_AT)
        .limit(1));
    Field<Boolean> limits = field(exists(selectOne().from(REELSTATE_SLOT)));
    Record row = transaction.readWithTime(expires, due, limits);
    Instant expiry = row.get(expires);
    Instant firstDue = row.get(due);
    return new Outlook(
        expiry != null && expiry.isAfter(transaction.now()),
        firstDue != null && !firstDue.isAfter(transaction.now()),
        row.get(limits));
  }

  /** Claims tasks up to a limit, skipping those that other transactions have locked. */
  List<Claim> take(int limit, boolean hasLimits) {
    if (hasLimits) {
      limit();
    }
    List<Claim> claims = new ArrayList<>();
    int size = limit + SLACK;
    List<Candidate> page = candidates(size);
    while (!page.isEmpty()) {
      int before = steps.size();
      claims.addAll(take(limit - claims.size(), page));
      if (claims.size() == limit || steps.isEmpty()) {
        return claims;
      } else if (steps.size() < before) {
        page = candidates(size); // a step that ran out of slots hid the tasks behind it
      } else if (page.size() < size) {
        return claims;
      } else {
        page = candidates(size, behind(page.get(size - 1).place(), false));
      }
    }
    return claims;
  }

  /** Whether locks of other transactions kept some task from being claimed. */
  boolean havePassedOver() {
    return passedOver;
  }

  /** Claims tasks that this transaction has made ready, after those ahead of them in the queue. */
  List<Claim> takeReadied(int limit) {
    List<Candidate> readied = readied(limit);
    if (readied.isEmpty()) {
      return List.of();
    }
    Outlook outlook = outlook();
    if (!outlook.leaseIsValid() || outlook.someAreDue()) {
      return List.of();
    }
    if (outlook.hasLimits()) {
      transaction.slots().flush(); // frees the slots of tasks that have just ended
      limit();
    }
    QueueKey last = readied.get(readied.size() - 1).place();
    List<Candidate> inOrder = Stream.concat(readied.stream(), candidates(limit).stream())
        .filter(candidate -> candidate.place().compareTo(last) <= 0)
        .sorted(Comparator.comparing(Candidate::place))
        .toList();
    return take(limit, inOrder);
  }

  private List<Candidate> readied(int limit) {
    return transaction.tasks().released().stream()
        .filter(task -> steps.contains(task.getStep()))
        .map(task -> new Candidate(new VideoId(task.getVideoId()), QueueKey.of(task)))
        .sorted(Comparator.comparing(Candidate::place))
        .limit(limit)
        .toList();
  }

  private void limit() {
    Map<String, Long> free = transaction.slots().free(steps);
    limited = free.keySet();
    free.forEach((step, count) -> {
      if (count == 0) {
        steps.remove(step);
      }
    });
  }

  private List<Candidate> candidates(int wanted) {
    QueueHead.Look look = head.look(Set.copyOf(steps));
    List<Candidate> found = List.of();
    try {
      found = look.from().map(key -> candidates(wanted, behind(key, true))).orElse(List.of());
      if (found.size() < wanted) {
        found = candidates(wanted, noCondition());
      }
      return found;
    } finally {
      // In a queue that fits on one page, a remembered position would only cost a second look.
      look.end(found.size() < wanted ? null : found.get(0).place());
    }
  }

  private static Condition behind(QueueKey key, boolean orAt) {
    var place = row(REELSTATE_TASK.TIER, REELSTATE_TASK.TURN, REELSTATE_TASK.ID);
    return orAt
        ? place.ge(key.tier(), key.turn(), key.id())
        : place.gt(key.tier(), key.turn(), key.id());
  }

  private List<Candidate> candidates(int wanted, Condition where) {
    return transaction
        .sql()
        .select(
            REELSTATE_TASK.ID, REELSTATE_TASK.VIDEO_ID, REELSTATE_TASK.TIER, REELSTATE_TASK.TURN)
        .from(REELSTATE_TASK)
        .where(TaskRows.isIn(TaskStatus.READY), REELSTATE_TASK.STEP.in(steps), where)
        .orderBy(REELSTATE_TASK.STATUS, REELSTATE_TASK.TIER, REELSTATE_TASK.TURN, REELSTATE_TASK.ID)
        .limit(wanted)
        .fetch(row -> new Candidate(
            new VideoId(row.value2()), new QueueKey(row.value3(), row.value4(), row.value1())));
  }

  private List<Claim> take(int limit, List<Candidate> candidates) {
    List<Claim> claims = new ArrayList<>();
    int next = 0;
    while (next < candidates.size() && claims.size() < limit) {
      int end = Math.min(next + limit - claims.size(), candidates.size());
      List<Candidate> some = candidates.subList(next, end);
      transaction.lockUncontended(some.stream().map(Candidate::video).toList());
      claims.addAll(start(some));
      next = end;
    }
    return claims;
  }

  private List<Claim> start(List<Candidate> candidates) {
    List<Long> keys = candidates.stream()
        .filter(candidate -> transaction.locked(candidate.video()).isPresent())
        .map(candidate -> candidate.place().id())
        .toList();
    passedOver |= keys.size() < candidates.size();
    if (keys.isEmpty()) {
      return List.of();
    }
    List<ReelstateTaskRecord> ready = transaction.tasks().among(keys, TaskStatus.READY);
    Map<Long, Integer> slots = slots(ready);
    List<ReelstateTaskRecord> admitted = ready.stream()
        .filter(task -> !limited.contains(task.getStep()) || slots.containsKey(task.getId()))
        .toList();
    Map<Long, String> inputs = transaction.tasks().inputs(admitted);
    Map<Long, Task.Wait> waits = transaction.waits().of(admitted);
    return admitted.stream()
        .map(task -> transaction
            .work(task.getVideoId())
            .start(
                task,
                lease,
                inputs.getOrDefault(task.getId(), ""),
                slots.get(task.getId()),
                waits.get(task.getId())))
        .toList();
  }

  /**
   * Takes slots for the tasks of limited steps, as far as there are any. Drops steps that have none
   * left from the search.
   */
  private Map<Long, Integer> slots(List<ReelstateTaskRecord> tasks) {
    Map<Long, Integer> slots = new HashMap<>();
    tasks.stream()
        .filter(task -> limited.contains(task.getStep()))
        .collect(groupingBy(ReelstateTaskRecord::getStep))
        .forEach((step, some) -> {
          List<Integer> numbers = transaction.slots().take(step, some);
          for (int i = 0; i < numbers.size(); i++) {
            slots.put(some.get(i).getId(), numbers.get(i));
          }
          if (numbers.size() < some.size()) {
            steps.remove(step);
          }
        });
    return slots;
  }

  /** A task that was ready when it was read. */
  private record Candidate(VideoId video, QueueKey place) {}
}
