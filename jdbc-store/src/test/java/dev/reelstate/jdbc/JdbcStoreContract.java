package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.migration.HalfDone;
import dev.reelstate.jdbc.migration.SchemaMode;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.testkit.contract.VideoStoreContract;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.RecipeRef;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of a store on a database, in addition to that of all stores: how it handles
 * connections.
 */
interface JdbcStoreContract extends VideoStoreContract {

  @Override
  JdbcVideoStore store();

  /** The store's database. */
  DataSource dataSource();

  /** Starts configuring a store with the same tables on another data source. */
  default JdbcVideoStore.Builder builder(DataSource other) {
    return JdbcVideoStore.builder(other);
  }

  /** Whether two transactions can write at the same time. */
  default boolean writersOverlap() {
    return true;
  }

  @Override
  default void passTime(Duration duration) {
    StoredTimes.rewind(dataSource(), "", duration);
  }

  /**
   * The store's database with a clock that differs from this machine's; empty if it is embedded and
   * uses this machine's clock.
   *
   * @param ahead how far the clock is ahead of the machine's
   */
  default Optional<DataSource> withClock(Duration ahead) {
    return Optional.empty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  default void a_lease_expires_by_the_databases_clock_when_the_hosts_is_an_hour_off(int hours) {
    Duration ahead = Duration.ofHours(hours);
    Optional<DataSource> clock = withClock(ahead);
    assumeThat(clock).as("This database uses the machine's clock.").isPresent();
    JdbcVideoStore host =
        builder(clock.orElseThrow()).schemaMode(SchemaMode.NONE).build();
    queue(new StoreView(host.videos(), host.tasks(), host.groundTruth()), NewVideo.named("a.mp4"));
    Lease lease = host.nodes().join("node", Duration.ofMinutes(1));
    Claim claim = host.tasks().claim(lease, 1, Set.of("inspect")).get(0);
    Instant started =
        host.tasks().list(claim.task().videoId()).get(0).attempts().get(0).startedAt();
    assertThat(started).isCloseTo(Instant.now().plus(ahead), within(Duration.ofMinutes(10)));

    assertThat(host.nodes().recover(3)).isZero();
    assertThat(host.nodes().renew(lease)).isTrue();
    passTime(Duration.ofMinutes(2));

    assertThat(host.nodes().recover(3)).isEqualTo(1);
    assertThat(host.nodes().renew(lease)).isFalse();
  }

  @Test
  default void the_migrated_schema_is_the_expected_one_and_its_data_is_sound() {
    store().videos().create(NewVideo.named("a.mp4"));

    store().verify();
    assertThat(store().schema().validate()).isEmpty();
    assertThat(store().schema().checkData()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void a_connection_is_returned_with_its_original_settings(boolean autoCommit)
      throws SQLException {
    try (OneConnection host = new OneConnection(dataSource().getConnection())) {
      host.connection.setAutoCommit(autoCommit);
      host.connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      JdbcVideoStore own = builder(host).schemaMode(SchemaMode.NONE).build();

      Video video = own.videos().create(NewVideo.named("a.mp4"));
      assertThatIllegalStateException()
          .isThrownBy(() -> own.videos().change(video, new VideoChange.Resumed()));

      assertThat(host.connection.getAutoCommit()).isEqualTo(autoCommit);
      assertThat(host.connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
      assertThat(host.taken).isEqualTo(host.returned).isGreaterThan(2);
      host.connection.setAutoCommit(false);
      host.connection.rollback();
      assertThat(own.videos().find(video.id())).isPresent();
    }
  }

  @Test
  default void changes_on_a_connection_are_rolled_back_with_it() throws SQLException {
    NewVideo given = NewVideo.named("a.mp4");
    List<VideoEvent> hints = new ArrayList<>();
    try (Connection connection = connection();
        var ignored = store().events().onCommit(hints::addAll)) {
      assertThat(ignored).isNotNull();
      queue(store().on(connection), given);
      assertThat(store().videos().find(given.id())).isEmpty();
      connection.rollback();
      assertThat(store().videos().find(given.id())).isEmpty();

      queue(store().on(connection), given);
      connection.commit();
    }
    assertThat(store().videos().find(given.id()))
        .get()
        .extracting(Video::status)
        .isEqualTo(VideoStatus.QUEUED);
    assertThat(store().tasks().list(given.id())).hasSize(1);
    assertThat(store().events().replay(given.id(), 0, 10)).hasSize(3);
    assertThat(hints).isEmpty();
  }

  @Test
  default void a_video_queued_on_a_connection_exists_if_and_only_if_the_host_commits()
      throws SQLException {
    VideoStore store = store(); // as a platform knows it
    NewVideo video = NewVideo.named("a.mp4").withRecipe("short");
    StoredVideo stored = new StoredVideo(
        video,
        new Original("k", 1, "0".repeat(64)),
        List.of(new TaskSpec("inspect", 0, Set.of(), 1, "{}")),
        new RecipeRef("short", "1"));
    try (Connection connection = connection()) {
      assertThat(store.videos(connection).queue(List.of(stored))).containsExactly(video.id());
      connection.rollback();
      assertThat(store.videos().find(video.id())).isEmpty();

      assertThat(store.videos(connection).queue(List.of(stored))).containsExactly(video.id());
      connection.commit();
    }
    assertThat(store.videos().find(video.id()))
        .get()
        .extracting(Video::status, Video::recipe)
        .containsExactly(VideoStatus.QUEUED, new RecipeRef("short", "1"));
  }

  @Test
  default void a_failed_call_on_a_connection_leaves_the_transaction_unchanged()
      throws SQLException {
    try (Connection connection = connection()) {
      StoreView view = store().on(connection);
      Video video = view.videos().create(NewVideo.named("a.mp4"));
      assertThatIllegalStateException()
          .isThrownBy(() -> view.videos()
              .change(
                  video,
                  new VideoChange.Received(new Original("k", 1, "0".repeat(64))),
                  new VideoChange.Restarted()));
      connection.commit();

      assertThat(store().videos().find(video.id())).contains(video);
    }
  }

  @Test
  default void a_connection_in_auto_commit_mode_is_rejected() throws SQLException {
    try (Connection connection = dataSource().getConnection()) {
      connection.setAutoCommit(true);

      assertThatIllegalStateException()
          .isThrownBy(() -> store().on(connection).videos().create(NewVideo.named("a.mp4")));
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Test
  default void a_videos_details_are_read_by_one_statement() {
    List<String> statements = new ArrayList<>();
    JdbcVideoStore tapped = builder(StatementTap.of(dataSource(), statements::add))
        .schemaMode(SchemaMode.NONE)
        .build();
    VideoId video = HalfDone.video(store());
    statements.clear();

    VideoDetails details = tapped.videos().details(video).orElseThrow();

    assertThat(details.tasks()).hasSize(2);
    assertThat(details.artifacts()).hasSize(1);
    assertThat(statements)
        .filteredOn(sql -> !sql.startsWith(StatementTap.NO_STATEMENT))
        .filteredOn(sql -> !sql.startsWith("set transaction"))
        .hasSize(1);
  }

  @Test
  default void a_reader_gets_events_that_commit_late() throws SQLException {
    try (Connection late = connection()) {
      Video slow = store().on(late).videos().create(NewVideo.named("slow.mp4"));
      CompletableFuture<Video> other =
          CompletableFuture.supplyAsync(() -> store().videos().create(NewVideo.named("quick.mp4")));
      if (writersOverlap()) {
        other.join();
      }
      EventCursor.Batch first = store().events().read(EventCursor.BEGINNING, 10);
      assertThat(first.events()).hasSize(writersOverlap() ? 1 : 0);

      late.commit();
      Video quick = other.join();

      List<VideoEvent> all = new ArrayList<>(first.events());
      all.addAll(store().events().read(first.next(), 10).events());
      assertThat(all)
          .extracting(VideoEvent::videoId)
          .containsExactlyInAnyOrder(quick.id(), slow.id());
    }
  }

  private Connection connection() throws SQLException {
    Connection connection = dataSource().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void queue(StoreView view, NewVideo given) {
    view.videos()
        .change(
            view.videos().create(given),
            new VideoChange.Received(new Original("k", 1, "0".repeat(64))),
            new VideoChange.Queued(List.of(new TaskSpec("inspect", 0, Set.of(), 1, "{}"))));
  }
}
