package dev.reelstate.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class H2DatabaseTest {

  @TempDir
  Path folder;

  @Test
  void a_file_keeps_its_videos() {
    Video video;
    try (JdbcVideoStore store = JdbcVideoStore.openH2(folder.resolve("deeper/films"))) {
      video = store.videos().create(NewVideo.named("a.mp4"));
    }
    assertThat(folder.resolve("deeper/films.mv.db")).exists();
    try (JdbcVideoStore store = JdbcVideoStore.openH2(folder.resolve("deeper/films.mv.db"))) {
      assertThat(store.videos().find(video.id())).contains(video);
    }
  }

  @Test
  void an_in_memory_database_is_shared_by_name_until_the_last_store_is_closed() {
    Video video;
    try (JdbcVideoStore first = JdbcVideoStore.openH2InMemory("shared")) {
      video = first.videos().create(NewVideo.named("a.mp4"));
      try (JdbcVideoStore second = JdbcVideoStore.openH2InMemory("shared")) {
        assertThat(second.videos().find(video.id())).isPresent();
      }
      assertThat(first.videos().find(video.id())).isPresent();
    }
    try (JdbcVideoStore again = JdbcVideoStore.openH2InMemory("shared")) {
      assertThat(again.videos().find(video.id())).isEmpty();
    }
  }

  /** H2 2.4.240 fails here, since it evaluates a check in the session that created it. */
  @Test
  void works_without_a_pool_once_the_connection_that_made_the_tables_is_closed() {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:unpooled;DB_CLOSE_DELAY=-1");
    try (JdbcVideoStore store = JdbcVideoStore.open(dataSource)) {
      Video video = store.videos().create(NewVideo.named("a.mp4"));
      assertThat(store.videos().find(video.id())).contains(video);
    }
  }

  @Test
  void a_version_that_cannot_be_relied_on_is_named() throws SQLException {
    assertThat(Dialect.H2.fault(ofVersion("2.4.240 (2025-09-22)")).orElseThrow())
        .contains("refuses every row", "Use H2 2.3.232");
    assertThat(Dialect.H2.fault(ofVersion("2.5.252 (2026-05-01)")).orElseThrow())
        .contains("can lose committed rows", "Use H2 2.3.232");
    assertThat(Dialect.H2.fault(ofVersion("2.3.232 (2024-08-11)"))).isEmpty();
  }

  @Test
  void a_file_that_is_mostly_free_shrinks_when_its_last_store_closes() throws IOException {
    List<VideoId> ids = new ArrayList<>();
    long before;
    JdbcVideoStore first = JdbcVideoStore.openH2(folder);
    try {
      while (size() < 6 << 20) {
        ids.add(first.videos().create(NewVideo.named("a.mp4")).id());
      }
      JdbcVideoStore.openH2(folder).close();
      before = size();
      ids.add(first.videos().create(NewVideo.named("b.mp4")).id());
    } finally {
      first.close();
    }
    first.close();
    assertThat(before).isGreaterThanOrEqualTo(6 << 20);
    assertThat(size()).isLessThan(before / 4);
    try (JdbcVideoStore store = JdbcVideoStore.openH2(folder)) {
      assertThat(ids).allSatisfy(id -> assertThat(store.videos().find(id)).isPresent());
    }
  }

  private long size() throws IOException {
    return Files.size(folder.resolve("reelstate.mv.db"));
  }

  private static DatabaseMetaData ofVersion(String version) {
    return (DatabaseMetaData) Proxy.newProxyInstance(
        H2DatabaseTest.class.getClassLoader(),
        new Class<?>[] {DatabaseMetaData.class},
        (proxy, method, arguments) -> version);
  }

  @Test
  void a_name_that_would_change_the_settings_is_rejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbcVideoStore.openH2InMemory("a;INIT=x"));
  }

  @Test
  void commits_survive_when_the_process_is_killed() throws Exception {
    Process writer = startWriter();
    List<VideoId> committed = readIds(writer, 50);
    writer.destroyForcibly().waitFor();

    try (JdbcVideoStore store = JdbcVideoStore.openH2(folder)) {
      assertThat(committed)
          .hasSize(50)
          .allSatisfy(id -> assertThat(store.videos().find(id)).isPresent());
    }
  }

  @Test
  void a_file_that_another_process_has_open_is_rejected_in_one_sentence() throws Exception {
    Process writer = startWriter();
    try {
      readIds(writer, 1);
      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(() -> JdbcVideoStore.openH2(folder))
          .withMessage(
              "Another process has this database open; close it there, or use a separate file here.");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  @Test
  void an_interrupted_thread_does_not_close_the_database_for_others() throws Exception {
    try (JdbcVideoStore store = JdbcVideoStore.openH2(folder)) {
      Thread interrupted = new Thread(() -> {
        Thread.currentThread().interrupt();
        store.videos().create(NewVideo.named("a.mp4"));
      });
      interrupted.start();
      interrupted.join();

      assertThat(store.videos().list(VideoQuery.all()).items()).hasSize(1);
    }
  }

  private Process startWriter() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<VideoId> readIds(Process writer, int count) throws IOException {
    List<VideoId> ids = new ArrayList<>();
    BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8);
    while (ids.size() < count) {
      ids.add(VideoId.of(lines.readLine()));
    }
    return ids;
  }

  /** Creates videos until it is killed, and prints each once it is committed. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] arguments) {
      JdbcVideoStore store = JdbcVideoStore.openH2(Path.of(arguments[0]));
      while (true) {
        System.out.println(store.videos().create(NewVideo.named("a.mp4")).id());
      }
    }
  }
}
