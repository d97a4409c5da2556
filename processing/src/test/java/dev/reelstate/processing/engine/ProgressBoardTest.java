package dev.reelstate.processing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.Progress;
import dev.reelstate.processing.Tracks;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressBoardTest {

  private static final List<TaskSpec> PLAN = List.of(
      new TaskSpec("inspect", 0, Set.of(), 1, ""),
      new TaskSpec("render", 0, Set.of("inspect"), 9, ""));

  @TempDir
  Path folder;

  private final InMemoryVideoStore store = InMemoryVideoStore.create();
  private final Lease lease = store.nodes().join("node", Duration.ofMinutes(1));
  private final ProgressBoard board = new ProgressBoard();
  private FileStorage storage;
  private VideoId video;

  @BeforeEach
  void begin_a_run() {
    storage = FileStorage.at(folder, 0);
    Video created = store.videos().create(NewVideo.named("clip.mp4"));
    video = created.id();
    store
        .videos()
        .change(
            created,
            new VideoChange.Received(new Original("videos/x/original", 1, "0".repeat(64))),
            new VideoChange.Queued(PLAN));
  }

  @AfterEach
  void close() throws IOException {
    storage.close();
  }

  @Test
  void the_progress_of_a_video_is_that_of_its_tasks_by_their_weights() {
    RunningTask inspection = running();
    assertThat(board.update(List.of(inspection)).get(video)).isEqualTo(Progress.UNKNOWN);
    succeed(inspection, false);

    RunningTask render = running();
    assertThat(fractionAt(render, 0)).isEqualTo(0.1, Offset.offset(1e-6));
    assertThat(fractionAt(render, 0.5)).isEqualTo(0.55, Offset.offset(1e-6));
    assertThat(fractionAt(render, 1)).isLessThan(1);
  }

  @Test
  void progress_begins_anew_with_a_run_that_starts_between_two_looks() {
    succeed(running(), false);
    RunningTask render = running();
    fractionAt(render, 0.9);
    succeed(render, true);
    store.videos().change(store.videos().find(video).orElseThrow(), new VideoChange.Queued(PLAN));

    RunningTask inspection = running();
    assertThat(fractionAt(inspection, 0.5)).isEqualTo(0.05, Offset.offset(1e-6));
  }

  @Test
  void a_task_that_has_ended_counts_once() {
    RunningTask inspection = running();
    inspection.progress(1);
    succeed(inspection, false);
    assertThat(inspection.settle()).isTrue();
    RunningTask render = running();
    render.progress(0);

    assertThat(board.update(List.of(render, inspection)).get(video))
        .satisfies(progress -> assertThat(progress.fraction()).isEqualTo(0.1, Offset.offset(1e-6)));
  }

  private void succeed(RunningTask task, boolean publishes) {
    store
        .tasks()
        .report(List.of(new TaskReport.Succeeded(
            task.claim(),
            List.of(),
            Tracks.media(List.of(), List.of(Tracks.audio())),
            List.of(),
            publishes,
            null)));
  }

  /** Claims the task that is ready. */
  private RunningTask running() {
    Claim claim = store.tasks().claim(lease, 1, Set.of("inspect", "render")).get(0);
    return new RunningTask(claim, new NoStep(claim.task().step()), store, storage);
  }

  private double fractionAt(RunningTask task, double fraction) {
    task.progress(fraction);
    Map<VideoId, Progress> progress = board.update(List.of(task));
    Double known = progress.getOrDefault(video, Progress.UNKNOWN).fraction();
    assertThat(known).isNotNull();
    return known == null ? 0 : known;
  }

  /** A step that is never run. */
  private record NoStep(String name) implements Step {

    @Override
    public StepResult run(StepContext context) {
      throw new UnsupportedOperationException();
    }
  }
}
