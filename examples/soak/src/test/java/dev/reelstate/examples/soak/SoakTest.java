package dev.reelstate.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each soak, but short. */
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
    assumeTrue(database.isAvailable(), "There is no MariaDB for this machine among the artifacts.");
    List<String> arguments = new ArrayList<>(
        List.of(name, "--database=" + database, "--folder=" + folder, "--times=1", "--backlog=12"));
    arguments.addAll(List.of(more));

    assertThat(run(arguments.toArray(String[]::new)))
        .describedAs("%s%n%s", out, err)
        .isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("All of it held.");
  }

  @ParameterizedTest
  @EnumSource
  void killed_nodes_lose_nothing(DatabaseKind database) {
    soak("kill", database);
  }

  @Test
  void clocks_that_are_wrong_change_nothing() {
    soak("clocks", DatabaseKind.POSTGRESQL);
  }

  @Test
  void a_database_whose_clock_jumps_loses_nothing() {
    soak("clocks", DatabaseKind.H2);
  }

  @Test
  void a_stopped_node_changes_nothing_when_it_goes_on() {
    soak("pause", DatabaseKind.POSTGRESQL, "--lease=PT2S", "--no-others");
  }

  @Test
  void a_database_that_was_away_is_worked_on_again() {
    soak("outage", DatabaseKind.POSTGRESQL, "--down=PT3S");
  }

  @Test
  void refuses_to_take_a_file_away() {
    assertThat(run("outage", "--database=h2")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("Only a server can be away: postgresql or mariadb.");
  }
}
