package dev.reelstate.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class StoreBenchmarkTest {

  private static final String FIGURE = "[\\d,]+(\\.\\d+)?";
  private static final String SPREAD = FIGURE + " \\(" + FIGURE + " to " + FIGURE + "\\)";
  private static final String RATIO = "\\d+\\.\\d\\d";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    String[] little = {
      "store",
      "--tasks",
      "200",
      "--rows",
      "2000",
      "--samples",
      "2",
      "--warm-up",
      "0",
      "--repeat",
      "1"
    };
    return Main.run(
        stream(out),
        stream(err),
        Stream.of(little, arguments).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void assertSucceeds(String... arguments) {
    assertThat(run(arguments)).describedAs(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(printed()).contains("fsync ", "synchronous_commit ");
  }

  @Test
  void drains_and_enqueues_with_every_library() {
    assertSucceeds("--part", "drain,enqueue");
    for (String subject : List.of("Reelstate", "db-scheduler", "db-scheduler tuned", "JobRunr")) {
      assertThat(printed())
          .containsPattern(
              "(?m)^" + subject + "  +" + SPREAD + " +" + RATIO + "( +" + FIGURE + "){3}$");
      assertThat(printed().lines())
          .filteredOn(line -> line.matches(subject + "  +" + SPREAD + " +" + RATIO))
          .hasSize(3);
    }
  }

  @Test
  void fills_embedded_databases_and_tables_and_holds_a_snapshot() {
    assertSucceeds("--part", "embedded,rows,snapshot");
    assertThat(printed())
        .containsPattern("(?m)^H2 file +" + SPREAD + " +" + SPREAD + " +" + RATIO + "$")
        .containsPattern("(?m)^SQLite +" + SPREAD + " +" + SPREAD + " +" + RATIO + "$")
        .containsPattern("(?m)^held open +" + SPREAD + " +" + RATIO + "$");
    for (String call : List.of("claim of 10", "find by identity", "list, first page")) {
      assertThat(printed())
          .containsPattern("(?m)^20.0 ready \\+ 2,000 finished \\+ 400 scheduled +" + call + "( +"
              + FIGURE + "){2}( +" + RATIO + "){2}$");
    }
  }

  @Test
  void picks_up_tasks_enqueued_by_this_process_and_by_another() {
    assertSucceeds(
        "--part", "latency", "--against", "db-scheduler-tuned", "--database", "postgresql,h2");
    String times = "( +" + FIGURE + "){3}";
    assertThat(printed())
        .containsPattern("PostgreSQL +Reelstate +the same process" + times)
        .containsPattern("PostgreSQL +Reelstate +another process" + times)
        .containsPattern(
            "PostgreSQL +db-scheduler tuned +another process" + times + "( +" + RATIO + "){2}")
        .containsPattern("H2 file +Reelstate +the same process" + times);
  }

  @Test
  void refuses_numbers_out_of_range() {
    assertThat(Main.run(stream(out), stream(err), "store", "--repeat", "0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("--tasks and --samples must be at least 2");
  }
}
