package dev.reelstate.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.TestServer;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresPeersTest {

  private static final Duration POLLED = Duration.ofMillis(100);

  private final JdbcVideoStore here = open();
  private final JdbcVideoStore there = open();
  private final Semaphore notified = new Semaphore(0);

  private static JdbcVideoStore open() {
    return JdbcVideoStore.builder(TestServer.postgres().pool()).build();
  }

  @BeforeEach
  void empty() {
    TestServer.postgres().empty();
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void ready_tasks_in_one_process_notify_another() throws Exception {
    try (Registration registered = there.tasks().onReady(notified::release)) {
      assertThat(registered).isNotNull();
      assertThat(heard()).as("notified once when it starts listening").isTrue();
      queue(here);

      assertThat(heard()).isTrue();
      assertThat(there.tasks().pollInterval()).isGreaterThan(POLLED);
    }
  }

  @Test
  void listening_does_not_take_the_only_connection_of_a_pool() throws Exception {
    HikariDataSource pool = new HikariDataSource();
    pool.setDataSource(TestServer.postgres().pool());
    pool.setMaximumPoolSize(1);
    pool.setConnectionTimeout(5_000);
    try (pool;
        JdbcVideoStore store = JdbcVideoStore.open(pool);
        Registration registered = store.tasks().onReady(notified::release)) {
      assertThat(registered).isNotNull();
      queue(store);

      assertThat(heard()).isTrue();
      assertThat(store.tasks().pollInterval()).isEqualTo(POLLED);
    }
  }

  @Test
  void listening_resumes_after_a_lost_connection() throws Exception {
    try (Registration registered = there.tasks().onReady(notified::release)) {
      assertThat(registered).isNotNull();
      assertThat(heard()).isTrue();
      notified.drainPermits();
      endListeners();

      assertThat(heard()).as("notified once when it listens again").isTrue();
      notified.drainPermits();
      queue(here);
      assertThat(heard()).isTrue();
    }
  }

  @Test
  void a_store_without_notifications_polls() {
    try (JdbcVideoStore deaf = JdbcVideoStore.builder(TestServer.postgres().pool())
            .notifications(false)
            .build();
        Registration registered = deaf.tasks().onReady(notified::release)) {
      assertThat(registered).isNotNull();
      assertThat(deaf.tasks().pollInterval()).isEqualTo(POLLED);
    }
  }

  private boolean heard() throws InterruptedException {
    return notified.tryAcquire(20, TimeUnit.SECONDS);
  }

  private static void queue(JdbcVideoStore store) {
    store
        .videos()
        .queue(List.of(new StoredVideo(
            NewVideo.named("film.mp4"),
            new Original("originals/a", 42, "0".repeat(64)),
            List.of(new TaskSpec("inspect", 0, Set.of(), 1, "")))));
  }

  private static void endListeners() throws SQLException {
    try (Connection connection = TestServer.postgres().pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
          + " where query = 'listen reelstate_ready' or query = 'select 1'");
    }
  }
}
