package dev.reelstate.examples.legacyimport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegacyImportCommandTest {

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void a_database_is_imported_and_reported_and_a_second_run_changes_nothing() throws Exception {
    String old = films();
    String into = folder.resolve("new").toString();
    Path problems = folder.resolve("problems.txt");

    int exitCode = run(old, "--into", into, "--problems", problems.toString());

    assertThat(exitCode).as(text(err)).isEqualTo(LegacyImportCommand.INCOMPLETE);
    assertThat(text(out).lines())
        .containsExactly(
            "Videos:       2 imported, 1 broken",
            "Annotations:  1 imported",
            "Ground truth: 1 revision, with times estimated from frame number and rate for 1 frame",
            "Note: The column videos.project_id is missing: all videos belong to the project default.",
            "Note: The column videos.processing_status is missing: videos get no label with"
                + " their earlier processing status.",
            "Note: The column videos.file_size is missing: file sizes are unknown.",
            "Note: The column videos.created_at is missing: the earlier creation times of"
                + " videos are unknown.",
            "Note: The column videos.duration is missing: times are not checked against the length of the video.",
            "Note: The column videos.resolution is missing: boxes are not checked against the picture.",
            "Note: The column videos.ground_truth_generated is missing: claims of ground"
                + " truth are not compared with the rows.",
            "Note: The column ground_truth_objects.timestamp is missing: frame times are"
                + " estimated from frame numbers.",
            "Note: The column ground_truth_objects.confidence is missing: annotations get no score.",
            "Note: The column ground_truth_objects.validated is missing: no annotation"
                + " counts as validated.",
            "Note: The column ground_truth_objects.difficult is missing: no annotation"
                + " counts as difficult.",
            "Not imported: videos 3: status is \"lost\", which is not a known status.");
    assertThat(problems).hasContent("videos 3: status is \"lost\", which is not a known status.");
    assertThat(run(old, "--into", into)).isEqualTo(LegacyImportCommand.INCOMPLETE);
    assertThat(text(out)).contains("Videos:       0 imported, 2 already known, 1 broken");
    try (JdbcVideoStore store = JdbcVideoStore.openH2(Path.of(into))) {
      assertThat(store.videos().list(VideoQuery.all()).items())
          .hasSize(2)
          .allMatch(video -> video.status() == VideoStatus.FAILED);
    }
  }

  @Test
  void existing_files_are_ingested_and_their_videos_queued() throws Exception {
    String old = films();
    Path into = folder.resolve("store.sqlite");
    Path uploads = Files.createDirectories(folder.resolve("uploads/deeper"));
    SampleClip.of(64, 48, 10, Duration.ofSeconds(1)).write(uploads.resolve("17ab.mp4"));

    int exitCode = run(
        old,
        "--into",
        into.toString(),
        "--media",
        folder.resolve("uploads").toString(),
        "--storage",
        folder.resolve("media").toString());

    assertThat(exitCode).as(text(err)).isEqualTo(LegacyImportCommand.INCOMPLETE);
    assertThat(text(out)).contains("Files: 1 ingested, 0 refused, 1 missing");
    try (JdbcVideoStore store = JdbcVideoStore.openSqlite(into)) {
      List<Video> queued =
          store.videos().list(VideoQuery.all().withStatuses(VideoStatus.QUEUED)).items();
      assertThat(queued).singleElement().satisfies(video -> {
        assertThat(video.uploadKey()).isEqualTo("legacy:1");
        assertThat(video.groundTruthStatus()).isEqualTo(GroundTruthStatus.PROPOSED);
        assertThat(video.original()).isNotNull();
      });
    }
  }

  @Test
  void a_sqlite_file_is_only_read() throws Exception {
    Path file = folder.resolve("old.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      sql.execute("create table videos (id integer primary key, filename text)");
      sql.execute("insert into videos values (1, 'a.mp4')");
    }
    byte[] before = Files.readAllBytes(file);

    int exitCode =
        run("jdbc:sqlite:" + file, "--into", folder.resolve("new.sqlite").toString());

    assertThat(exitCode).as(text(err)).isEqualTo(LegacyImportCommand.IMPORTED);
    assertThat(text(out)).endsWith("No problems were found.\n");
    assertThat(file).hasBinaryContent(before);
    assertThat(run("jdbc:sqlite:" + folder.resolve("nowhere.db")))
        .isEqualTo(LegacyImportCommand.FAILED);
    assertThat(folder.resolve("nowhere.db")).doesNotExist();
  }

  @Test
  void unusable_databases_are_reported_in_one_sentence_without_the_url() {
    assertRefused(
        "jdbc:h2:file:" + folder.resolve("nowhere") + ";USER=sa;PASSWORD=secret",
        LegacyImportCommand.FAILED,
        "The database of the earlier platform cannot be opened; check that it exists, and"
            + " its URL and user. (6001 DATABASE_UNAVAILABLE)");
    assertRefused(
        "jdbc:nothing:secret",
        LegacyImportCommand.USAGE,
        "The database of the earlier platform requires a JDBC URL of H2, PostgreSQL,"
            + " MariaDB, MySQL or SQLite. (1010 INVALID_REQUEST)");
    assertRefused(
        "jdbc:h2:mem:empty",
        LegacyImportCommand.USAGE,
        "The database has no table videos, so there is nothing to import; check its URL. (1010 INVALID_REQUEST)");
    assertThat(run("jdbc:h2:mem:empty", "--media", "x")).isEqualTo(LegacyImportCommand.USAGE);
    assertThat(run()).isEqualTo(LegacyImportCommand.USAGE);
    assertThat(folder.resolve("nowhere.mv.db")).doesNotExist();
  }

  private void assertRefused(String url, int exitCode, String sentence) {
    err.reset();
    assertThat(run(url, "--into", folder.resolve("new").toString())).isEqualTo(exitCode);
    assertThat(text(err).strip()).isEqualTo(sentence);
  }

  /** Two good films and a broken one, in a database without the newer columns. */
  private String films() throws SQLException {
    String url = "jdbc:h2:file:" + folder.resolve("old") + ";USER=sa";
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute(
          "create table videos (id integer primary key, filename varchar, file_path varchar,"
              + " fps integer, status varchar)");
      sql.execute(
          "insert into videos values (1, 'a.mp4', '/srv/uploads/17ab.mp4', 25, 'completed'),"
              + " (2, 'b.mp4', '../../b.mp4', 25, 'pending'), (3, 'c.mp4', null, 25, 'lost')");
      sql.execute(
          "create table ground_truth_objects (id integer, video_id integer, frame_number integer,"
              + " class_label varchar, x integer, y integer, width integer, height integer)");
      sql.execute("insert into ground_truth_objects values (1, 1, 5, 'cat', 1, 2, 30, 40)");
    }
    return url;
  }

  private int run(String... arguments) {
    out.reset();
    return Main.run(stream(out), stream(err), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
