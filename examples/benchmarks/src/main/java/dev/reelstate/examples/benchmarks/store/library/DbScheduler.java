package dev.reelstate.examples.benchmarks.store.library;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * db-scheduler: one-time tasks without data.
 *
 * <p>The setup follows its README: a HikariCP pool, and its tables, without the index that only
 * priorities need, which are disabled. Tuned means the recommendations for more than a thousand
 * executions per second: {@code lock-and-fetch}, with the limits 4.0 and 20.0 of its own benchmark
 * (docs/performance.md), which were faster here than the 1.0 and 4.0 that the README gives as an
 * example for high throughput; {@code enableImmediateExecution}, which runs tasks scheduled by the
 * same process at once; and a polling interval of 1 s instead of 10 s for tasks scheduled by other
 * processes. {@code lock-and-fetch} exists on PostgreSQL only. H2 is not in its list of databases
 * and uses standard SQL, as the README describes for other databases.
 *
 * @param name its name in the tables
 * @param tuning the differences from the defaults
 */
public record DbScheduler(String name, UnaryOperator<SchedulerBuilder> tuning)
    implements JobLibrary {

  private static final String TASK = "noop";

  /** The defaults with ten threads: fetch, and a poll every 10 s. */
  public static DbScheduler standard() {
    return new DbScheduler("db-scheduler", builder -> builder);
  }

  /** Tuned for throughput as its documentation describes. */
  public static DbScheduler tuned() {
    return new DbScheduler(
        "db-scheduler tuned",
        builder -> builder
            .pollUsingLockAndFetch(4.0, 20.0)
            .enableImmediateExecution()
            .pollingInterval(Duration.ofSeconds(1)));
  }

  @Override
  public JobSession open(TestDatabase database, Journal journal) {
    HikariDataSource pool = database.pool();
    run(pool, tables(database.kind()));
    OneTimeTask<Void> task = Tasks.oneTime(TASK)
        .execute((instance, context) -> journal.began(Integer.parseInt(instance.getId())));
    return new Session(
        pool, task, tuning.apply(Scheduler.create(pool, task).threads(THREADS)).build());
  }

  private static String[] tables(TestDatabase.Kind kind) {
    boolean postgres = kind == TestDatabase.Kind.POSTGRESQL;
    String time = kind == TestDatabase.Kind.SQLITE ? "timestamp" : "timestamp with time zone";
    String word = postgres ? "text" : "varchar(100)";
    return new String[] {
      "create table if not exists scheduled_tasks ("
          + "task_name " + word + " not null, task_instance " + word + " not null, "
          + "task_data " + (postgres ? "bytea" : "blob") + ", "
          + "execution_time " + time + " not null, "
          + "picked " + (postgres ? "boolean" : "bit") + " not null, "
          + "picked_by " + word + ", last_success " + time + ", last_failure " + time + ", "
          + "consecutive_failures int, last_heartbeat " + time + ", version bigint not null, "
          + "priority smallint, primary key (task_name, task_instance))",
      "create index if not exists execution_time_idx on scheduled_tasks (execution_time)",
      "create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat)"
    };
  }

  private static void run(HikariDataSource pool, String... statements) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Session(HikariDataSource pool, OneTimeTask<Void> task, Scheduler scheduler)
      implements JobSession {

    @Override
    public void enqueue(int number) {
      scheduler.scheduleIfNotExists(task.instance(Integer.toString(number)), Instant.now());
    }

    @Override
    public void enqueueAll(int first, int count) {
      Stream<TaskInstance<?>> instances = IntStream.range(first, first + count)
          .mapToObj(number -> task.instance(Integer.toString(number)));
      scheduler.scheduleBatch(instances, Instant.now());
    }

    @Override
    public void start() {
      scheduler.start();
    }

    /** Counts all rows, since finished tasks are deleted. */
    @Override
    public long unfinished() {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement();
          ResultSet count = statement.executeQuery("select count(*) from scheduled_tasks")) {
        count.next();
        return count.getLong(1);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Checks only that no task is unfinished, since finished tasks leave no trace. */
    @Override
    public void requireAllSucceeded(int count) {
      long left = unfinished();
      if (left != 0) {
        throw new LostWorkException(left + " of " + count + " tasks are left.");
      }
    }

    @Override
    public void close() {
      scheduler.stop();
      pool.close();
    }
  }
}
