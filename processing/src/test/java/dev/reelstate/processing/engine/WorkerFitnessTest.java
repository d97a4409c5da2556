package dev.reelstate.processing.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.machine.Machine;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerFitnessTest {

  private static final Set<String> BOTH = Set.of("render", "subtitles");

  @TempDir
  Path folder;

  private final Render render = new Render();
  private final Step host = new HostStep();
  private final AtomicLong now = new AtomicLong();
  private final WorkerFitness workers =
      new WorkerFitness(Machine.here(), List.of(render, host), now::get);

  private static final class HostStep implements Step {
    @Override
    public String name() {
      return "subtitles";
    }

    @Override
    public StepResult run(StepContext context) {
      return StepResult.done();
    }
  }

  /** A step whose workers may not start. */
  private static final class Render implements WorkerStep {
    private Optional<Failure> fault = Optional.empty();
    private int tried;

    @Override
    public String name() {
      return "render";
    }

    @Override
    public Optional<Failure> workerFault() {
      tried++;
      return fault;
    }

    @Override
    public StepResult run(StepContext context) {
      return StepResult.done();
    }
  }

  private static Failure failure(FailureCode code) {
    return Failure.retryable(code, "Made by a test.");
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
    workers.look();
  }

  @Test
  void every_step_runs_while_nothing_is_known() {
    pass(Duration.ofHours(1));

    assertThat(workers.able(BOTH)).isEqualTo(BOTH);
    assertThat(workers.fault()).isEmpty();
    assertThat(render.tried).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {4002, 4004, 7001, 7002})
  void without_workers_only_the_other_steps_run(int code) {
    Failure failure = failure(requireNonNull(FailureCode.known().get(code)));

    assertThat(workers.explains(render, failure)).isTrue();

    assertThat(workers.able(BOTH)).containsExactly("subtitles");
    assertThat(workers.fault()).contains(failure);
  }

  @Test
  void another_failure_says_nothing_about_workers() {
    assertThat(workers.explains(render, failure(FailureCode.WORKER_CRASHED))).isFalse();
    assertThat(workers.explains(render, failure(FailureCode.LOW_MEMORY))).isFalse();
    assertThat(workers.explains(host, failure(FailureCode.WORKER_START))).isFalse();

    assertThat(workers.able(BOTH)).isEqualTo(BOTH);
  }

  @Test
  void workers_are_tried_less_and_less_often_until_one_starts() {
    Failure failure = failure(FailureCode.WORKER_START);
    render.fault = Optional.of(failure);
    workers.explains(render, failure);

    pass(Duration.ofSeconds(9));
    assertThat(render.tried).isZero();
    pass(Duration.ofSeconds(1));
    assertThat(render.tried).isEqualTo(1);
    pass(Duration.ofSeconds(19));
    assertThat(render.tried).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(render.tried).isEqualTo(2);

    render.fault = Optional.empty();
    pass(Duration.ofSeconds(40));
    assertThat(workers.fault()).isEmpty();
    assertThat(workers.able(BOTH)).isEqualTo(BOTH);
  }

  @Test
  void they_are_tried_every_five_minutes_at_least() {
    render.fault = Optional.of(failure(FailureCode.WORKER_START));
    workers.explains(render, render.fault.get());
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofMinutes(5));
    }

    assertThat(render.tried).isEqualTo(10);
  }

  @Test
  void a_missing_folder_for_temporary_files_is_seen_before_a_task_meets_it() {
    String temporary = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", folder.resolve("missing").toString());
    try {
      workers.look();
    } finally {
      System.setProperty("java.io.tmpdir", temporary);
    }
    assertThat(workers.fault().map(Failure::code)).contains(FailureCode.NO_TEMPORARY_FOLDER);
    assertThat(workers.able(BOTH)).containsExactly("subtitles");

    pass(Duration.ofSeconds(10));
    assertThat(workers.fault()).isEmpty();
  }
}
