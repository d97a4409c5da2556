package dev.reelstate.processing.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.task.TaskId;
import dev.reelstate.telemetry.TaskAttempt;
import dev.reelstate.telemetry.TaskEnd;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.telemetry.TraceParent;
import dev.reelstate.telemetry.UploadEnd;
import dev.reelstate.telemetry.WorkerEnd;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TelemetriesTest {

  private static final TaskAttempt ATTEMPT =
      new TaskAttempt(new TaskId(VideoId.create(), 1, "render", 0), 1, "node", null);
  private static final TaskEnd END =
      new TaskEnd(TaskEnd.Outcome.SUCCEEDED, null, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

  private final List<String> calls = new ArrayList<>();

  @Test
  void spans_end_in_the_reverse_order_of_their_beginning() {
    Telemetry both = new Telemetries(List.of(new Noting("a"), new Noting("b")));

    both.taskStarted(ATTEMPT).ended(END);

    assertThat(calls).containsExactly("begin a", "begin b", "end b", "end a");
  }

  @Test
  void one_that_throws_harms_no_other() {
    Telemetry both = new Telemetries(List.of(new Broken(), new Noting("b")));

    both.taskStarted(ATTEMPT).ended(END);
    both.workerEnded(WorkerEnd.IDLE);
    both.uploaded(
        new UploadEnd(VideoId.create(), UploadEnd.Outcome.QUEUED, 1, Duration.ofSeconds(1)));

    assertThat(calls).containsExactly("begin b", "end b", "worker b", "upload b");
    assertThat(both.currentTrace()).isEmpty();
  }

  /** Notes what it is told. */
  private final class Noting implements Telemetry {

    private final String name;

    Noting(String name) {
      this.name = name;
    }

    @Override
    public Span taskStarted(TaskAttempt attempt) {
      calls.add("begin " + name);
      return end -> calls.add("end " + name);
    }

    @Override
    public void workerEnded(WorkerEnd why) {
      calls.add("worker " + name);
    }

    @Override
    public void uploaded(UploadEnd end) {
      calls.add("upload " + name);
    }
  }

  /** Throws whenever it is called. */
  private static final class Broken implements Telemetry {

    @Override
    public Optional<TraceParent> currentTrace() {
      throw new IllegalStateException("broken");
    }

    @Override
    public Span taskStarted(TaskAttempt attempt) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void workerEnded(WorkerEnd why) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void uploaded(UploadEnd end) {
      throw new NoClassDefFoundError("broken");
    }
  }
}
