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
 * The slots of steps that may run only so often at once: rows to be held, not counted, so that no
 * two nodes can both see the last one free. A free one that another transaction is about to take is
 * stepped over. Not thread-safe.
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
   * Makes a step have so many slots; without a number it needs none. A slot that is taken away may
   * still be held until its task ends.
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

  /** How many slots are free, for those of the steps that have any slots at all. */
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
   * Takes free slots of a step for the first of the tasks, and returns their numbers; fewer than
   * tasks if there are not enough.
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

  /** Gives back the slot that a task holds, if that is still there. */
  void free(ReelstateTaskRecord task) {
    ended.add(task.getId());
  }

  /** Writes what has changed. */
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
