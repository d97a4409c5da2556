package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.Rounds.Result;
import dev.reelstate.examples.benchmarks.store.database.PostgresServer;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import dev.reelstate.examples.benchmarks.store.library.Reelstate;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Measures how a transaction that somebody else leaves open affects the queue on PostgreSQL: as
 * long as its snapshot lives, dead rows cannot be vacuumed. The backlog is doubled because the
 * damage grows with it.
 */
final class SnapshotPart implements Part {

  private final PostgresServer server;

  SnapshotPart(PostgresServer server) {
    this.server = server;
  }

  @Override
  public void run(Conditions conditions) throws Exception {
    Conditions larger = conditions.withTasks(conditions.tasks() * 2);
    List<Result<Boolean, Drain>> results = Rounds.inTurns(
        List.of(false, true),
        larger,
        held -> Drain.of(
            Reelstate.withSuccessor(),
            server,
            larger.tasks(),
            database -> held ? snapshot(database) : () -> {}));
    Samples without = results.get(0).samples(Drain::speed);
    Samples with = results.get(1).samples(Drain::speed);
    Table table = new Table(
        "snapshot: " + larger.tasks() + " Reelstate tasks, PostgreSQL; median of " + larger.repeat()
            + " (minimum to maximum)",
        "snapshot",
        "tasks/s",
        "with/without");
    table.add("none", Table.spread(without), Table.ratio(1, 1));
    table.add("held open", Table.spread(with), Table.ratio(with.median(), without.median()));
    table.print(conditions.out());
  }

  private Connection snapshot(TestDatabase database) throws SQLException {
    Connection connection = server.connect(database);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select count(*) from reelstate_video");
    }
    return connection;
  }
}
