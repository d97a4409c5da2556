package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsTest {

  private final H2Database database = H2Database.inMemory(UUID.randomUUID().toString());
  private final JdbcVideoStore store = JdbcVideoStore.open(database.pool());

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_connection_goes_back_as_it_came(boolean autoCommit) throws SQLException {
    try (OneConnection host = new OneConnection()) {
      JdbcVideoStore own = JdbcVideoStore.open(host);
      host.connection.setAutoCommit(autoCommit);
      host.connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      host.taken = 0;
      host.returned = 0;

      Video video = own.videos().create(NewVideo.named("a.mp4"));
      assertThatIllegalStateException()
          .isThrownBy(() -> own.videos().change(video, new VideoChange.Resumed()));

      assertThat(host.connection.getAutoCommit()).isEqualTo(autoCommit);
      assertThat(host.connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
      assertThat(host.taken).isEqualTo(host.returned);
      host.connection.setAutoCommit(false);
      host.connection.rollback();
      assertThat(own.videos().find(video.id())).isPresent();
    }
  }

  @Test
  void what_is_done_on_a_connection_is_undone_with_it() throws SQLException {
    NewVideo given = NewVideo.named("a.mp4");
    List<VideoEvent> hints = new ArrayList<>();
    try (Connection connection = database.pool().getConnection();
        var ignored = store.events().onCommit(hints::addAll)) {
      assertThat(ignored).isNotNull();
      queued(store.on(connection), given);
      assertThat(store.videos().find(given.id())).isEmpty();
      connection.rollback();
      assertThat(store.videos().find(given.id())).isEmpty();

      queued(store.on(connection), given);
      connection.commit();
    }
    assertThat(store.videos().find(given.id()))
        .get()
        .extracting(Video::status)
        .isEqualTo(VideoStatus.QUEUED);
    assertThat(store.tasks().list(given.id())).hasSize(1);
    assertThat(store.events().replay(given.id(), 0, 10)).hasSize(3);
    assertThat(hints).isEmpty();
  }

  @Test
  void a_call_that_fails_on_a_connection_leaves_the_transaction_as_it_was() throws SQLException {
    try (Connection connection = database.pool().getConnection()) {
      StoreView view = store.on(connection);
      Video video = view.videos().create(NewVideo.named("a.mp4"));
      assertThatIllegalStateException()
          .isThrownBy(() -> view.videos()
              .change(
                  video,
                  new VideoChange.Received(new Original("k", 1, "0".repeat(64))),
                  new VideoChange.Restarted()));
      connection.commit();

      assertThat(store.videos().find(video.id())).contains(video);
    }
  }

  @Test
  void a_connection_that_commits_by_itself_is_refused() throws SQLException {
    try (Connection connection = database.pool().getConnection()) {
      connection.setAutoCommit(true);

      assertThatIllegalStateException()
          .isThrownBy(() -> store.on(connection).videos().create(NewVideo.named("a.mp4")));
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Test
  void a_reader_gets_what_commits_late() throws SQLException {
    try (Connection late = database.pool().getConnection()) {
      Video slow = store.on(late).videos().create(NewVideo.named("slow.mp4"));
      Video quick = store.videos().create(NewVideo.named("quick.mp4"));
      EventCursor.Batch first = store.events().read(EventCursor.BEGINNING, 10);
      assertThat(first.events()).extracting(VideoEvent::videoId).containsExactly(quick.id());

      late.commit();

      assertThat(store.events().read(first.next(), 10).events())
          .extracting(VideoEvent::videoId)
          .containsExactly(slow.id());
    }
  }

  @Test
  void a_failing_database_is_told_as_such() {
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

  private static void queued(StoreView view, NewVideo given) {
    view.videos()
        .change(
            view.videos().create(given),
            new VideoChange.Received(new Original("k", 1, "0".repeat(64))),
            new VideoChange.Queued(List.of(new TaskSpec("inspect", 0, Set.of(), 1, "{}"))));
  }
}
