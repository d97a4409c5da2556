package dev.reelstate.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.backup.EmptyPlace.Place;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackupWhileWorkingTest {

  private static final int THREADS = 8;
  private static final int BACKUPS = 4;

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void each_file_is_a_consistent_snapshot(EmptyPlace database) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicBoolean stop = new AtomicBoolean();
    try (Place place = database.open(folder)) {
      JdbcVideoStore store = place.store();
      List<Future<Integer>> work = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        String node = "node-" + i;
        work.add(threads.submit(() -> work(store, node, stop)));
      }
      long rows = 0;
      for (int i = 0; i < BACKUPS; i++) {
        rows = moreRows(place.backup(), folder.resolve(i + ".zip"), rows, work);
      }
      stop.set(true);
      int done = 0;
      for (Future<Integer> thread : work) {
        done += thread.get();
      }
      assertThat(done).isPositive();
    } finally {
      stop.set(true);
      threads.shutdown();
    }
    for (int i = 0; i < BACKUPS; i++) {
      isSound(folder.resolve(i + ".zip"));
    }
  }

  /** Writes until the file has more rows than the one before, as long as the work continues. */
  private static long moreRows(
      Backup backup, Path file, long before, List<? extends Future<?>> work) {
    long rows;
    do {
      rows = backup.overwrite(file).rows();
    } while (rows <= before && work.stream().noneMatch(Future::isDone));
    assertThat(rows).isGreaterThan(before);
    return rows;
  }

  /**
   * Checks that, once restored, no event or referenced row is missing and running tasks are taken
   * back.
   */
  private static void isSound(Path file) {
    try (JdbcVideoStore store = JdbcVideoStore.openH2InMemory(file.toString())) {
      store.backup().restore(file);
      store.nodes().recover(3);
      assertThat(store.schema().checkData()).isEmpty();
    }
  }

  private static int work(JdbcVideoStore store, String node, AtomicBoolean stop) {
    Lease lease = store.nodes().join(node, Duration.ofHours(1));
    int done = 0;
    while (!stop.get()) {
      Video video = store.videos().create(NewVideo.named(node));
      assertThat(store
              .videos()
              .change(
                  video,
                  new VideoChange.Received(new Original("k", 1, "0".repeat(64))),
                  new VideoChange.Queued(List.of(
                      new TaskSpec("render", 0, Set.of(), 1, "{}"),
                      new TaskSpec("publish", 0, Set.of("render"), 1, "{}")))))
          .isPresent();
      for (Claim claim : store.tasks().claim(lease, 2, Set.of("render", "publish"))) {
        boolean last = claim.task().step().equals("publish");
        store
            .tasks()
            .report(
                List.of(new TaskReport.Succeeded(claim, List.of(), null, List.of(), last, null)));
        done++;
      }
      store
          .events()
          .advance(node, store.events().read(store.events().cursor(node), 10).next());
    }
    return done;
  }
}
