package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.dialect.H2Database;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransactionsTest {

  @Test
  void a_database_failure_is_reported_as_such() {
    H2Database database = H2Database.inMemory(UUID.randomUUID().toString());
    JdbcVideoStore store = JdbcVideoStore.open(database.pool());
    database.close();

    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(() -> store.videos().create(NewVideo.named("a.mp4")))
        .satisfies(e -> {
          assertThat(e.failure().code()).isEqualTo(FailureCode.DATABASE_UNAVAILABLE);
          assertThat(e.failure().retryable()).isTrue();
          assertThat(e.failure().message()).doesNotContainIgnoringCase("select", "jdbc:", "hikari");
          assertThat(e.failure().detail()).isNotBlank();
        });
  }
}
