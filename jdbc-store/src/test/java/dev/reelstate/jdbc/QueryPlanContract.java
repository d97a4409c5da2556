package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.ModelVersion;
import dev.reelstate.evaluation.run.RunPart;
import dev.reelstate.evaluation.run.RunQuery;
import dev.reelstate.evaluation.run.TruthRef;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.Progress;
import dev.reelstate.jdbc.migration.SchemaMode;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.telemetry.TraceParent;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Every statement of the queue and the log must find its rows by an index, in tables where most
 * rows are finished. The plans are those of the database itself for the statements as they were
 * executed.
 */
interface QueryPlanContract {

  Set<String> STEPS = Set.of("inspect", "render", "publish");
  LedgerEntry MISSED = new LedgerEntry(0, 0, false, 0, "car", null, Verdict.MISSED, null, null);

  /** An empty database with the store's tables. */
  DataSource dataSource();

  /** The prefix that makes a statement return its plan. */
  default String explain() {
    return "explain ";
  }

  /**
   * The statement that purges changed and deleted rows, where the database would otherwise count
   * them.
   */
  default String clearAway() {
    return "select 1";
  }

  /** The statement that gathers statistics about the tables. */
  String analyze();

  /** Sets up a transaction before a plan is requested. */
  default void begin(Statement statement) throws SQLException {}

  /** Whether a line of a plan reads all of a table that grows. */
  boolean readsAll(String line);

  @Test
  default void every_statement_of_the_engine_finds_its_rows_by_an_index() throws SQLException {
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    try (JdbcVideoStore store =
        JdbcVideoStore.builder(dataSource()).notifications(false).build()) {
      fill(store);
    }
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(clearAway());
      statement.execute(analyze());
    }
    try (JdbcVideoStore store = JdbcVideoStore.builder(recording.recorded())
        .schemaMode(SchemaMode.NONE)
        .notifications(false)
        .build()) {
      work(store);
    }

    List<String> bad = new ArrayList<>();
    for (String text : recording.texts()) {
      if (!text.startsWith("insert into") || text.contains("select")) {
        List<String> plan = plan(recording, text);
        if (plan.stream().anyMatch(this::readsAll)) {
          bad.add(text + "\n" + String.join("\n", plan));
        }
      }
    }
    assertThat(recording.texts()).hasSizeGreaterThan(15);
    assertThat(bad).isEmpty();
  }

  private List<String> plan(RecordingDataSource recording, String text) throws SQLException {
    try (Connection connection = dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try (Statement settings = connection.createStatement()) {
        begin(settings);
      }
      List<String> lines = new ArrayList<>();
      try (PreparedStatement statement = recording.prepare(connection, explain(), text);
          ResultSet rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          StringBuilder line = new StringBuilder();
          for (int i = 1; i <= columns; i++) {
            line.append(rows.getString(i)).append(' ');
          }
          line.toString().lines().forEach(lines::add);
        }
      }
      connection.rollback();
      connection.setAutoCommit(true);
      return lines;
    }
  }

  /** Adds many completed videos and some waiting ones. */
  private static void fill(JdbcVideoStore store) {
    store.videos().queue(IntStream.range(0, 3000).mapToObj(i -> stored("old")).toList());
    Lease lease = store.nodes().join("filler", Duration.ofHours(1));
    for (List<Claim> claims = claim(store, lease, 1000);
        !claims.isEmpty();
        claims = claim(store, lease, 1000)) {
      store.tasks().report(claims.stream().map(QueryPlanContract::succeeded).toList());
    }
    while (!store.events().read(store.events().cursor("filler"), 1000).events().isEmpty()) {
      store
          .events()
          .advance(
              "filler",
              store.events().read(store.events().cursor("filler"), 1000).next());
    }
    store.nodes().leave(lease);
    store.videos().queue(IntStream.range(0, 300).mapToObj(i -> stored("new")).toList());
    IntStream.range(0, 100)
        .forEach(i -> store.evaluations().save(run("detector " + i % 10), List.of(MISSED)));
  }

  /** Does everything that the engine does. */
  private static void work(JdbcVideoStore store) {
    store.tasks().limit("render", OptionalInt.of(3));
    Lease lease = store.nodes().join("node", Duration.ofMinutes(1));
    VideoId stopped = store.videos().queue(List.of(stored("new"))).get(0);
    List<Claim> claims = claim(store, lease, 30);
    store.tasks().progress(Map.of(claims.get(0), Progress.UNKNOWN));
    Failure failure = Failure.retryable(FailureCode.STEP_FAILED, "It failed.");
    store
        .tasks()
        .report(List.of(
            new TaskReport.Failed(claims.get(0), failure, Duration.ZERO, null),
            new TaskReport.Released(claims.get(1)),
            planned(claims.get(2)),
            succeeded(claims.get(3))));
    store
        .videos()
        .change(
            store.videos().find(stopped).orElseThrow(),
            new VideoChange.Stopped(VideoStatus.CANCELLED, null),
            new VideoChange.Resumed());
    store
        .tasks()
        .report(
            claim(store, lease, 30).stream().map(QueryPlanContract::succeeded).toList());
    store.nodes().renew(lease);
    store.nodes().giveBack(lease, Set.of());
    store.nodes().recover(3);
    store.nodes().join("node", Duration.ofMinutes(1));
    store.tasks().list(stopped);
    store.tasks().backlog();
    for (TaskStatus status :
        List.of(TaskStatus.READY, TaskStatus.SCHEDULED, TaskStatus.RUNNING, TaskStatus.FAILED)) {
      store.tasks().list(TaskQuery.of(status).withStep("render").withAfter("1"));
    }
    store.nodes().list();
    store.nodes().pause("node", true);
    store.nodes().pause("node", false);
    store
        .videos()
        .keepTrace(
            stopped, new TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    store.videos().findTrace(stopped);
    store.videos().purge(stopped);
    store.videos().artifacts(stopped);
    store.videos().list(VideoQuery.all());
    store.videos().list(VideoQuery.all().withLabel("rare"));
    edit(store, stopped);
    store.events().replay(stopped, 0, 10);
    EventCursor.Batch batch = store.events().read(store.events().cursor("filler"), 100);
    store.events().advance("filler", batch.next());
    evaluate(store);
  }

  /** Keeps an evaluation, and looks for earlier ones. */
  private static void evaluate(JdbcVideoStore store) {
    EvaluationRun run = run("detector");
    store.evaluations().save(run, List.of(MISSED));
    store.evaluations().find(run.id());
    store.evaluations().ledger(run.id(), null, 10);
    RunQuery all = RunQuery.all().withLimit(1);
    for (RunQuery query : List.of(
        all,
        all.withKind("detection"),
        all.withModel("detector"),
        all.withDatasetHash(run.datasetHash()))) {
      String next = store.evaluations().list(query).next();
      if (next != null) {
        store.evaluations().list(query.withAfter(next));
      }
    }
    store.evaluations().delete(run.id());
  }

  private static EvaluationRun run(String model) {
    return new EvaluationRun(
        EvaluationId.create(),
        "detection",
        new ModelVersion(model, "1"),
        List.of(new TruthRef("a", model)),
        Map.of(),
        RunPart.of(new Figures(Map.of("AP", 0.5)), 1),
        Map.of("car", RunPart.of(new Figures(Map.of("AP", 0.5)), 1)));
  }

  /** Does what a host does with a single video. */
  private static void edit(JdbcVideoStore store, VideoId id) {
    VideoEdit edit =
        VideoEdit.none().withTitle("New").withLabels(Set.of("rare")).withPriority(7);
    store.videos().edit(store.videos().find(id).orElseThrow(), edit);
    Artifact given =
        new Artifact("poster", "poster", 0, "given", "k", "image/png", 1, 1, null, 9, false);
    store.videos().give(id, given);
    store.videos().give(id, given);
  }

  private static List<Claim> claim(JdbcVideoStore store, Lease lease, int limit) {
    return store.tasks().claim(lease, limit, STEPS);
  }

  private static StoredVideo stored(String project) {
    NewVideo video =
        new NewVideo(VideoId.create(), project, "A film", "film.mp4", null, Set.of(), 0);
    return new StoredVideo(
        video,
        new Original("originals/a", 42, "0".repeat(64)),
        List.of(
            new TaskSpec("inspect", 0, Set.of(), 1, "in"),
            new TaskSpec("publish", 0, Set.of("inspect"), 1, "")));
  }

  private static TaskReport succeeded(Claim claim) {
    return new TaskReport.Succeeded(
        claim, List.of(), null, List.of(), claim.task().step().equals("publish"), null);
  }

  private static TaskReport planned(Claim claim) {
    Artifact artifact =
        new Artifact("poster", "poster", 1, "inspect", "k", "image/jpeg", 1, 1, null, 9, false);
    List<TaskSpec> plan = List.of(
        new TaskSpec("render", 0, Set.of(), 1, "x"), new TaskSpec("render", 1, Set.of(), 1, "x"));
    return new TaskReport.Succeeded(claim, List.of(artifact), null, plan, false, null);
  }
}
