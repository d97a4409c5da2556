package dev.reelstate.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.migration.Schema;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SqliteDatabaseTest {

  @TempDir
  Path folder;

  @Test
  void a_file_keeps_its_videos() {
    Video video;
    try (JdbcVideoStore store = JdbcVideoStore.openSqlite(folder.resolve("deeper/films.db"))) {
      video = store.videos().create(NewVideo.named("a.mp4"));
    }
    assertThat(folder.resolve("deeper/films.db")).exists();
    try (JdbcVideoStore store = JdbcVideoStore.openSqlite(folder.resolve("deeper/films.db"))) {
      assertThat(store.videos().find(video.id())).contains(video);
    }
  }

  @Test
  void a_trigger_of_the_host_is_ignored() throws SQLException {
    try (HikariDataSource plain = plain(folder.resolve("reelstate.sqlite"));
        Connection connection = plain.getConnection();
        Statement statement = connection.createStatement()) {
      Schema schema = JdbcVideoStore.open(plain).schema();

      statement.execute("create trigger watch after insert on reelstate_video begin"
          + " update reelstate_video set title = title where id = new.id; end");

      assertThat(schema.validate()).isEmpty();
    }
  }

  /** The host's data source has the driver's defaults, so its transactions start as readers. */
  @Test
  void two_stores_write_to_one_file_at_once() {
    try (JdbcVideoStore own = JdbcVideoStore.openSqlite(folder);
        HikariDataSource plain = plain(folder.resolve("reelstate.sqlite"))) {
      JdbcVideoStore hosts = JdbcVideoStore.open(plain);

      Stream.of(own, hosts, own, hosts)
          .map(store -> CompletableFuture.runAsync(() -> createMany(store)))
          .toList()
          .forEach(CompletableFuture::join);

      List<Video> all = own.videos().list(VideoQuery.all().withLimit(200)).items();
      assertThat(all).hasSize(100);
    }
  }

  private static void createMany(JdbcVideoStore store) {
    IntStream.range(0, 25).forEach(i -> store.videos().create(NewVideo.named("a.mp4")));
  }

  private static HikariDataSource plain(Path file) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:sqlite:" + file);
    return new HikariDataSource(config);
  }
}
