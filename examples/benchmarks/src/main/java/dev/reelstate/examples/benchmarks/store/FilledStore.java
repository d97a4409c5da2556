package dev.reelstate.examples.benchmarks.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.examples.benchmarks.store.database.PostgresServer;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import dev.reelstate.examples.benchmarks.store.library.LostWorkException;
import dev.reelstate.examples.benchmarks.store.library.Reelstate;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A store on PostgreSQL with a given number of rows, and the calls to measure. */
final class FilledStore implements AutoCloseable {

  private static final List<TaskSpec> PLAN = Reelstate.withSuccessor().plan();
  private static final Set<String> STEPS = Set.copyOf(Reelstate.withSuccessor().steps());
  private static final int CLAIMED_AT_ONCE = 10;
  private static final Duration NEXT_YEAR = Duration.ofDays(365);

  /** Longer than the benchmark, since nobody renews it. */
  private static final Duration LEASE = Duration.ofHours(12);

  private final HikariDataSource pool;
  private final JdbcVideoStore store;
  private final Lease lease;
  private final List<UUID> videos = new ArrayList<>();
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private final long copies;

  private FilledStore(TestDatabase database, Size size) {
    this.pool = database.storePool();
    this.store = JdbcVideoStore.open(pool);
    this.lease = store.nodes().join("benchmark", LEASE);
    this.copies = size.finishedVideos();
  }

  /**
   * The number of tasks of each kind. Finished tasks come in pairs; each scheduled task has another
   * one waiting for it.
   *
   * @param ready tasks that can be claimed
   * @param finished tasks that are done
   * @param scheduled tasks that are due next year
   */
  record Size(int ready, int finished, int scheduled) {

    int finishedVideos() {
      return finished / PLAN.size();
    }

    @Override
    public String toString() {
      return Table.figure(ready) + " ready"
          + (finished == 0 ? " only" : " + " + Table.figure(finished) + " finished")
          + (scheduled == 0 ? "" : " + " + Table.figure(scheduled) + " scheduled");
    }
  }

  static FilledStore of(PostgresServer server, Size size) throws SQLException {
    TestDatabase database = server.fresh();
    FilledStore filled = new FilledStore(database, size);
    try (Connection connection = server.connect(database)) {
      RowCopies rows = new RowCopies(connection);
      if (size.finished() > 0) {
        rows.add(filled.finished(), 0, size.finishedVideos());
      }
      if (size.scheduled() > 0) {
        rows.add(filled.scheduled(), size.finishedVideos(), size.scheduled());
      }
    }
    filled.queue(size.ready());
    server.settle(database);
    return filled;
  }

  /** A video whose tasks are all done. */
  private UUID finished() {
    VideoId video = queued();
    for (int i = 1; i <= PLAN.size(); i++) {
      Claim claim = store.tasks().claim(lease, 1, STEPS).get(0);
      store
          .tasks()
          .report(List.of(
              new TaskReport.Succeeded(claim, List.of(), null, List.of(), i == PLAN.size(), null)));
    }
    return video.value();
  }

  /** A video whose first task is to be retried next year. */
  private UUID scheduled() {
    VideoId video = queued();
    Claim claim = store.tasks().claim(lease, 1, STEPS).get(0);
    Failure failure = Failure.retryable(FailureCode.STEP_FAILED, "It is too early.");
    store.tasks().report(List.of(new TaskReport.Failed(claim, failure, NEXT_YEAR, null)));
    return video.value();
  }

  private VideoId queued() {
    return store
        .videos()
        .queue(List.of(Reelstate.stored(Reelstate.video(0), PLAN)))
        .get(0);
  }

  private void queue(int count) {
    List<StoredVideo> ready = IntStream.range(0, count)
        .mapToObj(i -> Reelstate.stored(Reelstate.video(i), PLAN))
        .toList();
    store.videos().queue(ready).forEach(id -> videos.add(id.value()));
  }

  /**
   * The duration of a claim in nanoseconds; the tasks are handed back afterwards, outside the
   * measurement.
   */
  long claim() {
    long begin = System.nanoTime();
    List<Claim> claims = store.tasks().claim(lease, CLAIMED_AT_ONCE, STEPS);
    long nanos = System.nanoTime() - begin;
    if (claims.size() != CLAIMED_AT_ONCE) {
      throw new LostWorkException(
          "A claim of " + CLAIMED_AT_ONCE + " tasks returned " + claims.size() + ".");
    }
    store
        .tasks()
        .report(claims.stream().<TaskReport>map(TaskReport.Released::new).toList());
    return nanos;
  }

  /** The duration of looking up a random video by its identity, in nanoseconds. */
  long find() {
    long chosen = random.nextLong(copies + videos.size());
    UUID id = chosen < copies ? RowCopies.id(chosen) : videos.get((int) (chosen - copies));
    long begin = System.nanoTime();
    boolean found = store.videos().find(new VideoId(id)).isPresent();
    long nanos = System.nanoTime() - begin;
    if (!found) {
      throw new LostWorkException("The video " + id + " was not found.");
    }
    return nanos;
  }

  /** The duration of listing the first page of all videos, in nanoseconds. */
  long list() {
    long begin = System.nanoTime();
    int found = store.videos().list(VideoQuery.all()).items().size();
    long nanos = System.nanoTime() - begin;
    if (found == 0) {
      throw new LostWorkException("The first page lists no videos.");
    }
    return nanos;
  }

  @Override
  public void close() {
    store.close();
    pool.close();
  }
}
