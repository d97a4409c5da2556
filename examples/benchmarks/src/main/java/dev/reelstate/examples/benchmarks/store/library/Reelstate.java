package dev.reelstate.examples.benchmarks.store.library;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.telemetry.TaskAttempt;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reelstate: videos whose plans consist of host steps that do nothing and of Reelstate's own last
 * step, run by a {@link VideoPlatform} with ten slots. Everything that a real video records is
 * written: the plan, each attempt, and an event for every transition.
 *
 * @param name its name in the tables
 * @param steps the steps of each video's plan, in sequence; the last one is {@code publish}
 */
public record Reelstate(String name, List<String> steps) implements JobLibrary {

  private static final Original ORIGINAL = new Original("videos/original", 1, "0".repeat(64));

  /** Reelstate's own last step. */
  private static final String PUBLISH = "publish";

  /** The number of videos queued in one transaction. */
  private static final int BATCH = 1000;

  /** The number of videos whose tasks are checked one by one at the end. */
  private static final int INSPECTED = 200;

  public Reelstate {
    steps = List.copyOf(steps);
  }

  /** One task per video, comparable with one job. */
  public static Reelstate oneTask() {
    return new Reelstate("Reelstate", List.of(PUBLISH));
  }

  /** Two tasks per video, of which the second waits for the first. */
  public static Reelstate withSuccessor() {
    return new Reelstate("Reelstate", List.of("first", PUBLISH));
  }

  @Override
  public JobSession open(TestDatabase database, Journal journal) {
    HikariDataSource pool = database.kind().isServer() ? database.storePool() : null;
    return new Session(pool, openStore(database, pool), this, journal);
  }

  private static JdbcVideoStore openStore(TestDatabase database, @Nullable HikariDataSource pool) {
    if (pool != null) {
      return JdbcVideoStore.open(pool);
    }
    Path file = Path.of(database.place());
    return database.kind() == TestDatabase.Kind.H2
        ? JdbcVideoStore.openH2(file)
        : JdbcVideoStore.openSqlite(file);
  }

  /** The plan of a video: each step waits for the one before. */
  public List<TaskSpec> plan() {
    return IntStream.range(0, steps.size())
        .mapToObj(
            i -> new TaskSpec(steps.get(i), 0, i == 0 ? Set.of() : Set.of(steps.get(i - 1)), 1, ""))
        .toList();
  }

  /** A video whose original is stored. */
  public static StoredVideo stored(NewVideo video, List<TaskSpec> plan) {
    return new StoredVideo(video, ORIGINAL, plan);
  }

  /** A video whose identity contains a number, so that its tasks know theirs without a look-up. */
  public static NewVideo video(int number) {
    UUID unique = VideoId.create().value();
    long low = (unique.getLeastSignificantBits() & 0xFFFF_FFFF_0000_0000L) | number;
    VideoId id = new VideoId(new UUID(unique.getMostSignificantBits(), low));
    return new NewVideo(id, NewVideo.DEFAULT_PROJECT, "video", number + ".mp4", null, Set.of(), 0);
  }

  private static int number(VideoId id) {
    return (int) id.value().getLeastSignificantBits();
  }

  /** A step that does nothing. */
  private record Noop(String name) implements Step {

    @Override
    public StepResult run(StepContext context) {
      return StepResult.done();
    }
  }

  /**
   * Notes each task as it starts. Its number is derived from the video's number and the step's
   * place in the plan.
   */
  private record Starts(List<String> steps, Journal journal) implements Telemetry {

    @Override
    public Span taskStarted(TaskAttempt attempt) {
      TaskId task = attempt.task();
      journal.began(number(task.videoId()) + steps.indexOf(task.step()));
      return Span.NONE;
    }
  }

  private static final class Session implements JobSession {

    private final @Nullable HikariDataSource pool;
    private final JdbcVideoStore store;
    private final List<String> steps;
    private final List<TaskSpec> plan;
    private final Path folder;
    private final VideoPlatform platform;

    Session(
        @Nullable HikariDataSource pool, JdbcVideoStore store, Reelstate subject, Journal journal) {
      this.pool = pool;
      this.store = store;
      this.steps = subject.steps();
      this.plan = subject.plan();
      this.folder = newFolder();
      var builder = VideoPlatform.builder()
          .store(store)
          .storage(FileStorage.at(folder))
          .concurrency(THREADS)
          .telemetry(new Starts(steps, journal));
      steps.stream().filter(step -> !step.equals(PUBLISH)).map(Noop::new).forEach(builder::step);
      this.platform = builder.build();
    }

    private static Path newFolder() {
      try {
        return Files.createTempDirectory("reelstate-benchmark-media");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void enqueue(int number) {
      store.videos().queue(List.of(stored(video(number), plan)));
    }

    @Override
    public void enqueueAll(int first, int count) {
      List<NewVideo> videos = IntStream.range(0, count / steps.size())
          .mapToObj(i -> video(first + i * steps.size()))
          .toList();
      for (int from = 0; from < videos.size(); from += BATCH) {
        List<NewVideo> some = videos.subList(from, Math.min(from + BATCH, videos.size()));
        store.videos().queue(some.stream().map(video -> stored(video, plan)).toList());
      }
    }

    @Override
    public void start() {
      platform.start();
    }

    @Override
    public long unfinished() {
      return store.videos().count(VideoQuery.all()).entrySet().stream()
              .filter(entry -> entry.getKey() != VideoStatus.COMPLETED)
              .mapToLong(entry -> entry.getValue())
              .sum()
          * steps.size();
    }

    @Override
    public void requireAllSucceeded(int count) {
      long completed =
          store.videos().count(VideoQuery.all()).getOrDefault(VideoStatus.COMPLETED, 0L);
      if (completed != count / steps.size()) {
        throw new LostWorkException(
            completed + " of " + count / steps.size() + " videos completed.");
      }
      List<Video> some =
          store.videos().list(VideoQuery.all().withLimit(INSPECTED)).items();
      some.forEach(video -> requireSucceededOnce(store.tasks().list(video.id())));
    }

    private void requireSucceededOnce(List<Task> tasks) {
      for (Task task : tasks) {
        if (tasks.size() != steps.size()
            || task.status() != TaskStatus.SUCCEEDED
            || task.attempts().size() != 1) {
          throw new LostWorkException("A video has these tasks: " + tasks);
        }
      }
    }

    /** The platform closes the store. */
    @Override
    public void close() {
      platform.close();
      if (pool != null) {
        pool.close();
      }
      try {
        FileTree.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
