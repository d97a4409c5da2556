package dev.reelstate.processing.telemetry;

import dev.reelstate.task.TaskId;
import dev.reelstate.telemetry.NodeState;
import dev.reelstate.telemetry.TaskAttempt;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.telemetry.TraceParent;
import dev.reelstate.telemetry.UploadEnd;
import dev.reelstate.telemetry.WorkerEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several telemetries as one. What one of them throws is logged and harms nothing else. */
public final class Telemetries implements Telemetry {

  private static final Logger LOG = LoggerFactory.getLogger(Telemetries.class);

  private final List<Telemetry> all;

  /** Combines telemetries, which are called in the given order. */
  public Telemetries(List<Telemetry> all) {
    this.all = List.copyOf(all);
  }

  /** The first trace that one of them knows. */
  @Override
  public Optional<TraceParent> currentTrace() {
    return ask(Telemetry::currentTrace).stream().flatMap(Optional::stream).findFirst();
  }

  @Override
  public boolean readsTraces() {
    return ask(Telemetry::readsTraces).contains(true);
  }

  /** Spans end in the reverse order of their beginning, so that they nest. */
  @Override
  public Span taskStarted(TaskAttempt attempt) {
    List<Span> spans = ask(telemetry -> telemetry.taskStarted(attempt));
    return end -> {
      for (int i = spans.size() - 1; i >= 0; i--) {
        Span span = spans.get(i);
        guarded(() -> span.ended(end));
      }
    };
  }

  @Override
  public void outcomeRefused(TaskId task) {
    tell(telemetry -> telemetry.outcomeRefused(task));
  }

  @Override
  public void leaseLost(String node) {
    tell(telemetry -> telemetry.leaseLost(node));
  }

  @Override
  public void uploaded(UploadEnd end) {
    tell(telemetry -> telemetry.uploaded(end));
  }

  @Override
  public void workerStarted(Duration duration) {
    tell(telemetry -> telemetry.workerStarted(duration));
  }

  @Override
  public void workerEnded(WorkerEnd why) {
    tell(telemetry -> telemetry.workerEnded(why));
  }

  @Override
  public void measured(NodeState state) {
    tell(telemetry -> telemetry.measured(state));
  }

  private void tell(Consumer<Telemetry> call) {
    all.forEach(telemetry -> guarded(() -> call.accept(telemetry)));
  }

  /** The answers of those that do not throw. */
  private <T> List<T> ask(Function<Telemetry, T> question) {
    List<T> answers = new ArrayList<>();
    all.forEach(telemetry -> guarded(() -> answers.add(question.apply(telemetry))));
    return answers;
  }

  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.error("A telemetry threw; it will be called again", e);
    }
  }
}
