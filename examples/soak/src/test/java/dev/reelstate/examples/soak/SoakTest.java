package dev.reelstate.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelstate.examples.soak.database.DatabaseKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs a short version of each soak. */
@Tag("long")
class SoakTest {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(stream(out), stream(err), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private void soak(String name, DatabaseKind database, String... more) {
    assumeTrue(
        database.isAvailable(), "The MariaDB artifacts contain no binaries for this machine.");
    List<String> arguments = new ArrayList<>(
        List.of(name, "--database=" + database, "--folder=" + folder, "--times=1", "--backlog=12"));
    arguments.addAll(List.of(more));

    assertThat(run(arguments.toArray(String[]::new)))
        .describedAs("%s%n%s", out, err)
        .isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Every check held.");
  }

  /** On the other databases, the soaks of clocks kill nodes. */
  @ParameterizedTest
  @EnumSource(names = {"MARIADB", "SQLITE"})
  void killed_nodes_lose_nothing(DatabaseKind database) {
    soak("kill", database);
  }

  @Test
  void wrong_clocks_change_nothing() {
    soak("clocks", DatabaseKind.POSTGRESQL);
  }

  @Test
  void a_database_whose_clock_jumps_loses_nothing() {
    soak("clocks", DatabaseKind.H2);
  }

  @Test
  void a_stopped_node_changes_nothing_when_it_resumes() {
    soak("pause", DatabaseKind.POSTGRESQL, "--lease=PT2S", "--no-others");
  }

  @Test
  void nodes_work_again_after_a_database_outage() {
    soak("outage", DatabaseKind.POSTGRESQL, "--down=PT3S");
  }

  @Test
  void refuses_an_outage_of_a_file() {
    assertThat(run("outage", "--database=h2")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("An outage requires a database server: postgresql or mariadb.");
  }
}
