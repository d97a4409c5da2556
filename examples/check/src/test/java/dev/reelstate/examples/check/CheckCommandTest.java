package dev.reelstate.examples.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private static final List<String> ALL = List.of(
      "database",
      "clock",
      "schema",
      "data",
      "storage",
      "disk",
      "bytes",
      "worker",
      "natives",
      "encoders",
      "video");

  @TempDir
  private Path folder;

  private Path media;
  private JdbcDataSource database;
  private InstantSource clock = InstantSource.system();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void install() throws Exception {
    media = Files.createDirectories(folder.resolve("media"));
    database = new JdbcDataSource();
    database.setURL("jdbc:h2:file:" + folder.resolve("films"));
    JdbcVideoStore.open(database).close();
  }

  @Test
  void a_healthy_installation_passes_and_is_left_as_it_was() throws Exception {
    assertThat(run()).as(text(out)).isEqualTo(CheckCommand.HEALTHY);

    assertThat(text(out).lines()).hasSize(ALL.size()).allMatch(line -> line.startsWith("PASS"));
    try (Stream<Path> left = Files.walk(media)) {
      assertThat(
              left.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsOnly("lock");
    }
  }

  @Test
  void a_database_that_is_not_there_is_named_and_what_needs_it_is_skipped() throws Exception {
    database.setURL("jdbc:h2:file:" + folder.resolve("elsewhere"));

    Map<String, JsonNode> lines = broken("--user", "joe", "--password", "swordfish");

    assertFails(lines, "database", "cannot be reached");
    assertSkipped(lines, "clock", "schema", "data", "bytes");
    assertThat(state(lines, "video")).isEqualTo("pass");
    assertThat(text(out) + text(err)).doesNotContain("swordfish");
  }

  @Test
  void a_missing_column_is_named() throws Exception {
    execute("alter table reelstate_video drop column media");

    Map<String, JsonNode> lines = broken(quick());

    assertFails(lines, "schema", "media");
    assertSkipped(lines, "data", "bytes");
  }

  @Test
  void an_original_without_bytes_is_named() throws Exception {
    try (JdbcVideoStore store = JdbcVideoStore.open(database)) {
      NewVideo video = NewVideo.named("a.mp4");
      Original original = new Original("videos/" + video.id() + "/original-1", 3, "0".repeat(64));
      store
          .videos()
          .queue(List.of(new StoredVideo(
              video, original, List.of(new TaskSpec("inspect", 0, Set.of(), 1, "")))));
    }

    assertFails(broken(quick()), "bytes", "1 files on record are missing");
  }

  @Test
  void rows_that_do_not_fit_are_named() throws Exception {
    try (JdbcVideoStore store = JdbcVideoStore.open(database)) {
      store.videos().create(NewVideo.named("a.mp4"));
    }
    execute("delete from reelstate_event");

    assertFails(broken(quick()), "data", "findings");
  }

  @Test
  void a_missing_media_folder_is_named() throws Exception {
    Files.delete(media);

    Map<String, JsonNode> lines = broken(quick());

    assertFails(lines, "storage", "does not exist");
    assertSkipped(lines, "disk", "bytes", "video");
  }

  @Test
  void natives_that_cannot_be_loaded_are_named() throws Exception {
    Map<String, JsonNode> lines = broken(
        "--worker-prefix",
        "/usr/bin/env",
        "JAVA_TOOL_OPTIONS=-Dorg.bytedeco.javacpp.platform=none");

    assertThat(state(lines, "worker")).isEqualTo("pass");
    assertFails(lines, "natives", "native media libraries");
    assertSkipped(lines, "encoders", "video");
  }

  @Test
  void a_worker_that_cannot_start_is_named() throws Exception {
    Map<String, JsonNode> lines = broken(quick());

    assertFails(lines, "worker", "WORKER_");
    assertSkipped(lines, "natives", "encoders", "video");
  }

  @Test
  void a_disk_with_too_little_room_is_named() throws Exception {
    Map<String, JsonNode> lines =
        broken("--min-free", "1e9", "--java", folder.resolve("no-java").toString());

    assertFails(lines, "disk", "GB free");
    assertSkipped(lines, "video");
  }

  @Test
  void clocks_that_are_apart_are_named() throws Exception {
    clock = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(3));

    assertFails(broken(quick()), "clock", "s apart");
  }

  @Test
  void missing_options_are_refused_in_one_sentence() {
    int code = Main.run(stream(out), stream(err), clock, "--storage", media.toString());

    assertThat(code).isEqualTo(CheckCommand.USAGE);
    assertThat(text(err)).contains("--url").hasLineCount(1);
  }

  /** Without workers, which take seconds. */
  private String[] quick() {
    return new String[] {"--java", folder.resolve("no-java").toString()};
  }

  private Map<String, JsonNode> broken(String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of(more));
    args.add("--json");
    assertThat(run(args.toArray(String[]::new))).isEqualTo(CheckCommand.BROKEN);
    JsonNode report = new ObjectMapper().readTree(text(out));
    assertThat(report.get("healthy").asBoolean()).isFalse();
    Map<String, JsonNode> lines = new HashMap<>();
    report.get("checks").forEach(line -> lines.put(line.get("check").asText(), line));
    assertThat(lines).containsOnlyKeys(ALL);
    return lines;
  }

  private int run(String... more) {
    List<String> args =
        new ArrayList<>(List.of("--url", database.getURL(), "--storage", media.toString()));
    args.addAll(List.of(more));
    if (!args.contains("--min-free")) {
      args.addAll(List.of("--min-free", "0.001"));
    }
    return Main.run(stream(out), stream(err), clock, args.toArray(String[]::new));
  }

  private static void assertFails(Map<String, JsonNode> lines, String check, String message) {
    assertThat(state(lines, check)).as(lines.toString()).isEqualTo("fail");
    assertThat(requireNonNull(lines.get(check)).get("message").asText()).contains(message);
    assertThat(requireNonNull(lines.get(check)).get("advice").asText()).isNotBlank();
  }

  private static void assertSkipped(Map<String, JsonNode> lines, String... checks) {
    for (String check : checks) {
      assertThat(state(lines, check)).as(check).isEqualTo("skip");
    }
  }

  private static String state(Map<String, JsonNode> lines, String check) {
    return requireNonNull(lines.get(check)).get("state").asText();
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
