package dev.reelstate.examples.benchmarks.store.library;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/**
 * JobRunr: job requests that carry a number, and a handler.
 *
 * <p>The setup follows its documentation: the storage provider of the database with tables that it
 * creates itself, job requests (which avoid the analysis of a lambda), a stream for bulk
 * enqueueing, ten workers, and the shortest poll interval that it allows on a database, 5 s. While
 * there is work, it fetches more whenever a worker is free, without waiting for the poll.
 */
public record JobRunr() implements JobLibrary {

  private static final Duration SHORTEST_POLL = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "JobRunr";
  }

  @Override
  public JobSession open(TestDatabase database, Journal journal) {
    HikariDataSource pool = database.pool();
    StorageProvider storage = new PostgresStorageProvider(pool);
    JobRunrConfigurationResult jobRunr = org.jobrunr.configuration.JobRunr.configure()
        .useJobActivator(new Handlers(journal))
        .useStorageProvider(storage)
        .useBackgroundJobServer(
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andWorkerCount(THREADS)
                .andPollInterval(SHORTEST_POLL),
            false)
        .initialize();
    return new Session(
        pool, storage, jobRunr.getJobRequestScheduler(), jobRunr.getBackgroundJobServer());
  }

  /** A job that does nothing; JSON deserialization bypasses its constructor. */
  public static final class Noop implements JobRequest {

    private static final long serialVersionUID = 1L;

    private int number;

    private Noop() {}

    Noop(int number) {
      this.number = number;
    }

    @Override
    public Class<NoopHandler> getJobRequestHandler() {
      return NoopHandler.class;
    }
  }

  /** Records the run in the journal. Public because JobRunr calls it by reflection. */
  public static final class NoopHandler implements JobRequestHandler<Noop> {

    private final Journal journal;

    NoopHandler(Journal journal) {
      this.journal = journal;
    }

    @Override
    public void run(Noop request) {
      journal.began(request.number);
    }
  }

  /** Replaces a bean container. */
  private static final class Handlers implements JobActivator {

    private final NoopHandler handler;

    Handlers(Journal journal) {
      this.handler = new NoopHandler(journal);
    }

    @Override
    public <T> T activateJob(Class<T> type) {
      return type.cast(handler);
    }
  }

  private record Session(
      HikariDataSource pool,
      StorageProvider storage,
      JobRequestScheduler scheduler,
      BackgroundJobServer server)
      implements JobSession {

    @Override
    public void enqueue(int number) {
      scheduler.enqueue(new Noop(number));
    }

    @Override
    public void enqueueAll(int first, int count) {
      scheduler.enqueue(IntStream.range(first, first + count).mapToObj(Noop::new));
    }

    @Override
    public void start() {
      server.start();
    }

    @Override
    public long unfinished() {
      return storage.countJobs(StateName.ENQUEUED)
          + storage.countJobs(StateName.PROCESSING)
          + storage.countJobs(StateName.SCHEDULED)
          + storage.countJobs(StateName.FAILED);
    }

    @Override
    public void requireAllSucceeded(int count) {
      long succeeded = storage.countJobs(StateName.SUCCEEDED);
      if (succeeded != count) {
        throw new LostWorkException(succeeded + " of " + count + " jobs succeeded.");
      }
    }

    @Override
    public void close() {
      server.stop();
      storage.close();
      pool.close();
    }
  }
}
