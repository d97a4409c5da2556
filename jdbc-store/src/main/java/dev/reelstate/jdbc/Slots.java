package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_SLOT;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.filtering;
import static java.util.stream.Collectors.groupingBy;

import dev.reelstate.jdbc.schema.tables.records.ReelstateSlotRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * The slots that cap the running tasks of a step. A slot is a row that a task holds, not a count,
 * so that two nodes cannot both take the last one. Free slots that another transaction is taking
 * are skipped. Not thread-safe.
 */
final class Slots {

  private static final List<Field<?>> HOLDER = List.of(REELSTATE_SLOT.TASK_ID);

  private final Transaction transaction;
  private final DSLContext sql;
  private final List<Long> ended = new ArrayList<>();

  Slots(Transaction transaction) {
    this.transaction = transaction;
    this.sql = transaction.sql();
  }

  /**
   * Sets the number of slots of a step; without a number the step is unlimited. A task that holds a
   * removed slot keeps running until it ends.
   */
  void resize(String step, OptionalInt most) {
    Set<Integer> there = new HashSet<>(sql.select(REELSTATE_SLOT.NUMBER)
        .from(REELSTATE_SLOT)
        .where(REELSTATE_SLOT.STEP.eq(step))
        .fetch(REELSTATE_SLOT.NUMBER));
    int wanted = most.orElse(0);
    List<ReelstateSlotRecord> missing = new ArrayList<>();
    for (int number = 1; number <= wanted; number++) {
      if (!there.remove(number)) {
        missing.add(new ReelstateSlotRecord(step, number, null));
      }
    }
    transaction.bulk().insert(REELSTATE_SLOT, missing);
    if (!there.isEmpty()) {
      sql.deleteFrom(REELSTATE_SLOT)
          .where(REELSTATE_SLOT.STEP.eq(step), REELSTATE_SLOT.NUMBER.in(there))
          .execute();
    }
  }

  /** The number of free slots of each limited step. */
  Map<String, Long> free(Collection<String> steps) {
    return sql
        .select(REELSTATE_SLOT.STEP, REELSTATE_SLOT.TASK_ID)
        .from(REELSTATE_SLOT)
        .where(REELSTATE_SLOT.STEP.in(steps))
        .fetch()
        .stream()
        .collect(groupingBy(
            row -> row.get(REELSTATE_SLOT.STEP),
            HashMap::new,
            filtering(row -> row.get(REELSTATE_SLOT.TASK_ID) == null, counting())));
  }

  /**
   * Takes free slots of a step for the first tasks and returns the slots' numbers. There are fewer
   * numbers than tasks if there are not enough slots.
   */
  List<Integer> take(String step, List<ReelstateTaskRecord> tasks) {
    List<ReelstateSlotRecord> free = transaction
        .lockingUncontended(sql.selectFrom(REELSTATE_SLOT)
            .where(REELSTATE_SLOT.STEP.eq(step), REELSTATE_SLOT.TASK_ID.isNull())
            .orderBy(REELSTATE_SLOT.STEP, REELSTATE_SLOT.NUMBER)
            .limit(tasks.size()))
        .fetch();
    for (int i = 0; i < free.size(); i++) {
      free.get(i).setTaskId(tasks.get(i).getId());
    }
    transaction.bulk().update(REELSTATE_SLOT, HOLDER, free);
    transaction.bulk().flush();
    return free.stream().map(ReelstateSlotRecord::getNumber).toList();
  }

  /** Frees the slot that a task holds, if the slot still exists. */
  void free(ReelstateTaskRecord task) {
    ended.add(task.getId());
  }

  /** Writes the freed slots. */
  void flush() {
    if (!ended.isEmpty()) {
      sql.update(REELSTATE_SLOT)
          .setNull(REELSTATE_SLOT.TASK_ID)
          .where(transaction.among(REELSTATE_SLOT.TASK_ID, ended))
          .execute();
    }
    ended.clear();
  }
}
