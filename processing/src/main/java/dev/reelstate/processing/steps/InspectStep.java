package dev.reelstate.processing.steps;

import dev.reelstate.processing.engine.WorkerStep;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Failure;
import java.util.Optional;
import java.util.Set;

/** Inspects a file, and plans the tasks that follow. */
final class InspectStep implements WorkerStep {

  private final MediaWork work;
  private final Planner planner;

  InspectStep(MediaWork work, Planner planner) {
    this.work = work;
    this.planner = planner;
  }

  @Override
  public String name() {
    return Planner.INSPECT;
  }

  @Override
  public Set<String> after() {
    return Set.of();
  }

  @Override
  public Optional<Failure> workerFault() {
    return work.workerFault();
  }

  @Override
  public StepResult run(StepContext context) throws Exception {
    Inspection found = work.inspect(context, planner.partLength());
    return StepResult.inspected(found.media(), planner.plan(found));
  }
}
