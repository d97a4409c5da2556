package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import dev.reelstate.task.TaskStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;

/**
 * Draws the turns of queued videos: numbers that order their waiting tasks, lowest first. Not
 * thread-safe.
 *
 * <p>Implementation notes. Turns make projects of the same priority alternate, so that a project
 * that queues thousands of videos at once does not starve one that queues a single video later. A
 * video's turn is that of the head of the queue, or one more than the last turn of its own project
 * if that is behind the head (start-time fair queueing, with equal cost for every video). If
 * nothing waits, the turn is the time in microseconds; turns therefore only grow, and without
 * contention they follow the order of arrival. All reads are without locks: two videos may draw the
 * same turn at the same time, which is as good as consecutive turns.
 */
final class Turns {

  private final Transaction transaction;
  private final Map<Line, Long> next = new HashMap<>();

  Turns(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Reads the values for the next turn, and the time with them, unless they are known. */
  void look(String project, int priority) {
    next.computeIfAbsent(
        new Line(project, priority), line -> read(line.project(), line.priority()));
  }

  /** The next turn of a project, among videos of a priority. */
  long next(String project, int priority) {
    look(project, priority);
    return next.merge(new Line(project, priority), 1L, Long::sum) - 1;
  }

  private long read(String project, int priority) {
    Field<Long> head = field(head(PlannedTasks.tier(priority)));
    Field<Long> own = field(ownLast(project, priority));
    return transaction.readWithTime(head, own).map(row -> {
      Long waiting = row.get(head);
      Long before = row.get(own);
      long start = waiting == null ? micros(transaction.now()) : waiting;
      return before == null ? start : Math.max(start, before + 1);
    });
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static Select<Record1<Long>> head(int tier) {
    return select(REELSTATE_TASK.TURN)
        .from(REELSTATE_TASK)
        .where(TaskRows.isIn(TaskStatus.READY), REELSTATE_TASK.TIER.eq(tier))
        .orderBy(REELSTATE_TASK.STATUS, REELSTATE_TASK.TIER, REELSTATE_TASK.TURN, REELSTATE_TASK.ID)
        .limit(1);
  }

  private static Select<Record1<Long>> ownLast(String project, int priority) {
    return select(REELSTATE_VIDEO.TURN)
        .from(REELSTATE_VIDEO)
        .where(REELSTATE_VIDEO.PROJECT.eq(project), REELSTATE_VIDEO.PRIORITY.eq(priority))
        .orderBy(REELSTATE_VIDEO.PROJECT, REELSTATE_VIDEO.PRIORITY, REELSTATE_VIDEO.TURN.desc())
        .limit(1);
  }

  private record Line(String project, int priority) {}
}
