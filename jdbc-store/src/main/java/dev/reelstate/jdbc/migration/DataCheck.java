package dev.reelstate.jdbc.migration;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVENT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_NODE;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK_DEPENDENCY;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.migration.DataFinding.Kind;
import dev.reelstate.jdbc.migration.TableModel.Constraint;
import dev.reelstate.jdbc.script.SqlText;
import dev.reelstate.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Looks for rows that no store writes. Reads the tables' constraints from the migrations and checks
 * the rows against them, which finds violations even where a constraint was lost. Not thread-safe.
 */
final class DataCheck {

  /** The most findings per rule: where one row is wrong, a million may be. */
  static final int MOST = 100;

  private final DSLContext sql;
  private final SchemaModel model;
  private final List<DataFinding> findings = new ArrayList<>();

  DataCheck(SchemaSession session, SchemaModel model) {
    this.sql = session.sql();
    this.model = model;
  }

  List<DataFinding> run() {
    for (TableModel table : model.tables()) {
      for (Constraint constraint : table.constraints().values()) {
        if (constraint.kind() == Constraint.Kind.FOREIGN_KEY) {
          orphans(table, constraint);
        } else if (constraint.kind() == Constraint.Kind.CHECK) {
          brokenRules(table, constraint);
        }
      }
    }
    runningWithoutNode();
    waitingForNothing();
    eventGaps();
    return findings;
  }

  private void orphans(TableModel table, Constraint foreignKey) {
    String target = Objects.requireNonNull(foreignKey.target()).replaceFirst(" .*", "");
    List<String> targets = primaryKey(target);
    Condition same = DSL.and(IntStream.range(0, targets.size())
        .mapToObj(i -> field(name("parent", targets.get(i)))
            .eq(field(name("child", foreignKey.columns().get(i)), Object.class)))
        .toList());
    Condition given = DSL.and(foreignKey.columns().stream()
        .map(column -> field(name("child", column)).isNotNull())
        .toList());
    add(
        Kind.ORPHAN,
        table,
        given.and(notExists(selectOne().from(table(name(target)).as("parent")).where(same))),
        "The row refers to a row of " + target + " that does not exist.");
  }

  private void brokenRules(TableModel table, Constraint check) {
    add(
        Kind.BROKEN_RULE,
        table,
        not(condition("(" + SqlText.inParentheses(check.definition()) + ")")),
        "The row violates the rule " + check.name() + ": "
            + SqlText.inParentheses(check.definition()) + ".");
  }

  private void add(Kind kind, TableModel table, Condition condition, String message) {
    List<Field<?>> key = primaryKey(table.name()).stream()
        .<Field<?>>map(column -> field(name("child", column)))
        .toList();
    for (Record row : sql.select(key)
        .from(table(name(table.name())).as("child"))
        .where(condition)
        .limit(inline(MOST))
        .fetch()) {
      String values =
          row.intoList().stream().map(String::valueOf).collect(Collectors.joining(", "));
      findings.add(new DataFinding(kind, table.name() + " " + values, message));
    }
  }

  private List<String> primaryKey(String table) {
    return model.tables().stream()
        .filter(other -> other.name().equals(table))
        .map(other -> other.constraints().get(Constraint.PRIMARY_KEY))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow()
        .columns();
  }

  private static Condition isIn(TaskStatus status) {
    return REELSTATE_TASK.STATUS.eq(inline(status.wireName()));
  }

  private void runningWithoutNode() {
    Condition lease = REELSTATE_NODE
        .NAME
        .eq(REELSTATE_TASK.NODE)
        .and(REELSTATE_NODE.EPOCH.eq(REELSTATE_TASK.EPOCH))
        .and(REELSTATE_NODE.EXPIRES_AT.isNotNull());
    sql.select(REELSTATE_TASK.ID, REELSTATE_TASK.NODE)
        .from(REELSTATE_TASK)
        .where(
            isIn(TaskStatus.RUNNING), notExists(selectOne().from(REELSTATE_NODE).where(lease)))
        .limit(inline(MOST))
        .forEach(task -> findings.add(new DataFinding(
            Kind.RUNNING_WITHOUT_NODE,
            REELSTATE_TASK.getName() + " " + task.value1(),
            "The task runs on " + task.value2()
                + ", which holds no lease for it; the next recovery takes it back.")));
  }

  private void waitingForNothing() {
    var blocker = REELSTATE_TASK.as("blocker");
    sql.select(REELSTATE_TASK.ID)
        .from(REELSTATE_TASK)
        .where(
            isIn(TaskStatus.BLOCKED),
            notExists(selectOne()
                .from(REELSTATE_TASK_DEPENDENCY)
                .join(blocker)
                .on(blocker.ID.eq(REELSTATE_TASK_DEPENDENCY.BLOCKER_ID))
                .where(
                    REELSTATE_TASK_DEPENDENCY.TASK_ID.eq(REELSTATE_TASK.ID),
                    blocker.STATUS.ne(TaskStatus.SUCCEEDED.wireName()))))
        .limit(inline(MOST))
        .forEach(task -> findings.add(new DataFinding(
            Kind.WAITING_FOR_NOTHING,
            REELSTATE_TASK.getName() + " " + task.value1(),
            "The task is blocked, but everything it waits for has succeeded.")));
  }

  private void eventGaps() {
    Field<Long> events = DSL.coalesce(sum(REELSTATE_EVENT.SIZE), inline(0)).cast(Long.class);
    Field<Long> last = DSL.coalesce(max(REELSTATE_EVENT.NUMBER), inline(0L));
    Field<Long> forgotten =
        DSL.coalesce(min(REELSTATE_EVENT.NUMBER.minus(REELSTATE_EVENT.SIZE)), inline(0L));
    sql.select(REELSTATE_VIDEO.ID, REELSTATE_VIDEO.EVENT_NUMBER, events, last)
        .from(REELSTATE_VIDEO)
        .leftJoin(REELSTATE_EVENT)
        .on(REELSTATE_EVENT.VIDEO_ID.eq(REELSTATE_VIDEO.ID))
        .groupBy(REELSTATE_VIDEO.ID, REELSTATE_VIDEO.EVENT_NUMBER)
        .having(events.plus(forgotten).ne(last).or(last.ne(REELSTATE_VIDEO.EVENT_NUMBER)))
        .limit(inline(MOST))
        .forEach(row -> findings.add(gap(row.value1(), row.value2(), row.value3(), row.value4())));
  }

  private static DataFinding gap(UUID video, long wanted, long events, long last) {
    return new DataFinding(
        Kind.EVENT_GAP,
        REELSTATE_VIDEO.getName() + " " + video,
        "The video should have " + wanted + " events but has " + events + ", the last with number "
            + last + ".");
  }
}
