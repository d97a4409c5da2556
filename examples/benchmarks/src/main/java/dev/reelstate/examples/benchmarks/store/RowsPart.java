package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.FilledStore.Size;
import dev.reelstate.examples.benchmarks.store.database.PostgresServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how unrelated rows affect claims and look-ups on PostgreSQL: three databases with the
 * same ready tasks and different numbers of others, measured in turns of a tenth of the samples
 * each. A claim takes ten tasks, which are handed back.
 */
final class RowsPart implements Part {

  private static final int TURNS = 10;

  /** Enough calls that several of them lie above the 99th percentile. */
  private static final int CALLS_PER_SAMPLE = 5;

  private final PostgresServer server;

  RowsPart(PostgresServer server) {
    this.server = server;
  }

  /** The measured calls. */
  private enum Call {
    CLAIM("claim of 10"),
    FIND("find by identity"),
    LIST("list, first page");

    private final String title;

    Call(String title) {
      this.title = title;
    }

    long nanos(FilledStore store) {
      return switch (this) {
        case CLAIM -> store.claim();
        case FIND -> store.find();
        case LIST -> store.list();
      };
    }
  }

  /**
   * One of the databases, and the durations of the calls there.
   *
   * @param size the size of its tables
   * @param nanos the durations of each call in nanoseconds
   */
  private record Measured(Size size, FilledStore store, Map<Call, List<Long>> nanos)
      implements AutoCloseable {

    Measured(Size size, FilledStore store) {
      this(size, store, new EnumMap<>(Call.class));
    }

    void measure(Call call, int calls, boolean counts) {
      for (int i = 0; i < calls; i++) {
        long time = call.nanos(store);
        if (counts) {
          nanos.computeIfAbsent(call, key -> new ArrayList<>()).add(time);
        }
      }
    }

    Samples samples(Call call) {
      return Samples.milliseconds(
          nanos.getOrDefault(call, List.of()).stream().mapToLong(Long::longValue));
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Override
  public void run(Conditions conditions) throws Exception {
    int finished = conditions.rows();
    int ready = Math.max(20, finished / 500);
    try (Measured alone = fill(new Size(ready, 0, 0));
        Measured some = fill(new Size(ready, finished / 5, 0));
        Measured many = fill(new Size(ready, finished, finished / 5))) {
      List<Measured> all = List.of(alone, some, many);
      measure(all, Math.max(1, conditions.samples() * CALLS_PER_SAMPLE / TURNS));
      print(conditions, all);
    }
  }

  private Measured fill(Size size) throws SQLException {
    return new Measured(size, FilledStore.of(server, size));
  }

  private static void measure(List<Measured> all, int callsInTurn) {
    for (int turn = 0; turn <= TURNS; turn++) {
      for (Measured one : all) {
        for (Call call : Call.values()) {
          one.measure(call, callsInTurn, turn > 0);
        }
      }
    }
  }

  private static void print(Conditions conditions, List<Measured> all) {
    Table table = new Table(
        "rows: calls on PostgreSQL, by tasks in the tables",
        "tasks",
        "call",
        "p50 ms",
        "p99 ms",
        "p50 vs. ready only",
        "p99 vs. ready only");
    for (Call call : Call.values()) {
      Samples alone = all.get(0).samples(call);
      for (Measured one : all) {
        Samples samples = one.samples(call);
        table.add(
            one.size().toString(),
            call.title,
            Table.figure(samples.median()),
            Table.figure(samples.quantile(0.99)),
            Table.ratio(samples.median(), alone.median()),
            Table.ratio(samples.quantile(0.99), alone.quantile(0.99)));
      }
    }
    table.print(conditions.out());
  }
}
