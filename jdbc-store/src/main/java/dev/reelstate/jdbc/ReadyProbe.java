package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.reelstate.task.TaskStatus;
import java.time.Instant;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Checks cheaply whether there may be something to claim, with a statement that is rendered only
 * once. It serves nodes that receive no notifications and poll ten times a second, mostly in vain.
 * Thread-safe.
 */
final class ReadyProbe {

  private static final Field<Long> READY = field("ready", SQLDataType.BIGINT);
  private static final Field<Long> DUE = field("due", SQLDataType.BIGINT);
  private static final Field<Long> NOW = field("now", SQLDataType.BIGINT);

  private volatile @Nullable String statement;

  /** Whether a task is ready or due. */
  boolean findsSome(Transaction transaction) {
    String text = statement;
    if (text == null) {
      text = describe(transaction);
      statement = text;
    }
    // By default jOOQ reads SQLite's integers as 32 bits.
    Record3<Long, Long, Long> row =
        transaction.sql().resultQuery(text).coerce(READY, DUE, NOW).fetchSingle();
    return row.value1() != null || (row.value2() != null && row.value2() <= row.value3());
  }

  private static String describe(Transaction transaction) {
    return transaction.textWithTime(
        field(selectOne()
            .from(REELSTATE_TASK)
            .where(TaskRows.isIn(TaskStatus.READY))
            .limit(1)),
        field(select(REELSTATE_TASK.DUE_AT)
            .from(REELSTATE_TASK)
            .where(REELSTATE_TASK.DUE_AT.ge(Instant.EPOCH))
            .orderBy(REELSTATE_TASK.DUE_AT)
            .limit(1)));
  }
}
