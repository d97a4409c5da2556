package dev.reelstate.processing.steps;

import dev.reelstate.processing.media.Inspection;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import java.util.Set;

/** Inspects a file, and plans the tasks that follow. */
final class InspectStep implements Step {

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
  public StepResult run(StepContext context) throws Exception {
    Inspection found = work.inspect(context, planner.partLength());
    return StepResult.inspected(found.media(), planner.plan(found));
  }
}
