package dev.reelstate.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.examples.soak.check.Checker;
import dev.reelstate.examples.soak.check.Report;
import dev.reelstate.examples.soak.check.Rule;
import dev.reelstate.examples.soak.check.Verdict;
import dev.reelstate.examples.soak.database.OpenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corrupts the results of a soak; the checker must detect it. */
class CheckerTest {

  @TempDir
  private static Path soaked;

  private static Instant begun = Instant.EPOCH;

  @TempDir
  private Path folder;

  private Path journal = Path.of("");

  @BeforeAll
  static void soak() throws Exception {
    begun = Instant.now();
    Options options = new Options();
    options.backlog = 5;
    try (Soak soak = new Soak(options, soaked)) {
      soak.startAll();
      soak.drain();
    }
  }

  @BeforeEach
  void copy() throws IOException {
    Files.copy(soaked.resolve("soak.mv.db"), folder.resolve("soak.mv.db"));
    Path written = soaked.resolve("nodes").resolve("0001-node-1.journal");
    journal = Files.copy(written, folder.resolve("0001-node-1.journal"));
  }

  private Verdict check() throws Exception {
    Verdict verdict = new Verdict();
    Bounds bounds = new Bounds(begun, Instant.now(), false);
    new Checker(Evidence.read(List.of(journal)), bounds, verdict, new Report("test"))
        .check(OpenStore.H2 + folder.resolve("soak"), soaked.resolve("media"));
    return verdict;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("soak"), "sa", "");
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).describedAs("rows changed").isPositive();
    }
  }

  private void write(String line) throws IOException {
    Files.writeString(journal, line + "\n", StandardOpenOption.APPEND);
  }

  @Test
  void finds_nothing_if_nothing_is_wrong() throws Exception {
    Verdict verdict = check();

    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.checked())
        .containsKeys(Rule.QUEUED, Rule.ONE_SUCCESS, Rule.RECEIPTS, Rule.EVENTS, Rule.READER);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      delete from reelstate_video where status = 'completed'                        | QUEUED
      update reelstate_video set status = 'queued' where status = 'completed'       | ENDED
      delete from reelstate_task where step = 'caption'                             | TASKS
      update reelstate_attempt set outcome = 'lost', failure = null where number = 1 | RECEIPTS
      update reelstate_task set status = 'failed', node = null, epoch = null, started_at = null, ended_at = null where step = 'publish' | ONE_SUCCESS
      delete from reelstate_artifact                                                | ARTIFACTS
      update reelstate_artifact set storage_key = 'videos/a/g1/cut-0-t99/made.txt'  | ARTIFACTS
      delete from reelstate_event where number = 7                                  | EVENTS
      update reelstate_event set number = number + 1000 where number = 7            | EVENTS
      update reelstate_event set happened_at = happened_at + 600000000              | TIMES
      """)
  void finds_wrong_rows(String sql, Rule rule) throws Exception {
    execute(sql);

    assertThat(check().violations(rule)).isPositive();
  }

  @Test
  void finds_events_that_the_durable_reader_missed() throws Exception {
    List<String> lines = Files.readAllLines(journal);
    lines.removeIf(line -> line.startsWith(Journal.EVENT) && line.endsWith(" 3"));
    Files.write(journal, lines);

    assertThat(check().violations(Rule.READER)).isPositive();
  }

  @Test
  void finds_a_claim_that_was_given_out_twice() throws Exception {
    write(lineOf(Journal.STARTED));

    assertThat(check().violations(Rule.CLAIMS)).isEqualTo(1);
  }

  @Test
  void finds_a_refused_report_that_the_store_holds_anyway() throws Exception {
    String accepted = lineOf(Journal.ANSWERED);
    List<String> lines = Files.readAllLines(journal);
    lines.remove(accepted);
    Files.write(journal, lines);
    write(accepted.replace("ACCEPTED", "LEASE_LOST"));

    assertThat(check().violations(Rule.RECEIPTS)).isPositive();
  }

  @Test
  void finds_a_success_that_nobody_completed() throws Exception {
    List<String> lines = Files.readAllLines(journal);
    lines.remove(lineOf(Journal.ENDED));
    Files.write(journal, lines);

    assertThat(check().violations(Rule.ONE_SUCCESS)).isPositive();
  }

  private String lineOf(String kind) throws IOException {
    return Files.readAllLines(journal).stream()
        .filter(line -> line.startsWith(kind))
        .findFirst()
        .orElseThrow();
  }
}
