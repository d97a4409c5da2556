package dev.reelstate.examples.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.backup.Backup;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveTest {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir
  private Path folder;

  @Test
  void an_installation_continues_in_another_database() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    SampleClip.of(320, 180, 25, Duration.ofSeconds(1)).write(clip);
    Path file = folder.resolve("films");
    Video done;
    Video unfinished;
    try (VideoPlatform platform = platform(JdbcVideoStore.openH2(file))) {
      platform.start();
      done = platform.await(platform.ingest(clip).id(), LONGEST);
      unfinished = platform.ingest(clip);
    }
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(5)).start()) {
      String to = postgres.getJdbcUrl("postgres", "postgres");
      Path archive = folder.resolve("moved.zip");

      assertThat(run("jdbc:h2:file:" + file, to, "--archive", archive.toString()))
          .describedAs(text(err))
          .isZero();

      assertThat(text(out))
          .contains(
              "from H2 2.", "reelstate_video ", "Start the application with the new database");
      assertThat(Backup.verify(archive).rows()).isGreaterThan(10);
      try (VideoPlatform platform = platform(JdbcVideoStore.open(postgres.getPostgresDatabase()))) {
        platform.start();
        assertThat(platform.await(unfinished.id(), LONGEST).status())
            .isEqualTo(VideoStatus.COMPLETED);
        assertThat(platform.get(done.id())).isEqualTo(done);
        assertAllThere(platform, done);
        assertThat(platform.await(platform.ingest(clip).id(), LONGEST).status())
            .isEqualTo(VideoStatus.COMPLETED);
      }
      assertThat(run("jdbc:h2:file:" + file, to)).isEqualTo(1);
      assertThat(text(err)).contains("The store is not empty").contains("(6003 STORE_NOT_EMPTY)");
    }
  }

  @Test
  void a_missing_database_is_not_created() {
    Path file = folder.resolve("missing");

    assertThat(run("jdbc:h2:file:" + file + ";PASSWORD=secret", "jdbc:h2:mem:any"))
        .isEqualTo(1);

    assertThat(text(err))
        .startsWith("The database at jdbc:h2:file:" + file + " cannot be opened: ")
        .endsWith("(6001 DATABASE_UNAVAILABLE)\n")
        .doesNotContain("secret")
        .hasLineCount(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_database_without_a_store_is_refused() throws IOException {
    Path file = folder.resolve("empty");
    Files.createDirectories(folder);

    assertThat(run("jdbc:sqlite:" + file, "jdbc:h2:mem:any")).isEqualTo(1);

    assertThat(text(err))
        .startsWith("The database's schema is not the one this release needs")
        .endsWith("(6002 SCHEMA_MISMATCH)\n");
  }

  @Test
  void both_databases_are_required() {
    assertThat(run("jdbc:h2:mem:one")).isEqualTo(2);
    assertThat(text(err)).contains("TO-JDBC-URL").hasLineCount(1);
  }

  private int run(String... arguments) {
    return Main.run(stream(out), stream(err), arguments);
  }

  private VideoPlatform platform(JdbcVideoStore store) {
    return VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media")))
        .recipe(Recipe.builder().output(Recipe.Output.POSTER).build())
        .node("films")
        .drain(Duration.ZERO)
        .build();
  }

  private static void assertAllThere(VideoPlatform platform, Video video) throws IOException {
    List<Artifact> artifacts = platform.artifacts(video.id());
    assertThat(artifacts).isNotEmpty();
    for (Artifact artifact : artifacts) {
      assertThat(platform.storage().size(artifact.key())).isPresent();
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
