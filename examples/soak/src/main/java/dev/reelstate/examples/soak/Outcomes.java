package dev.reelstate.examples.soak;

import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Task.Outcome;

/** Which outcome a report is to give its attempt. */
final class Outcomes {

  private Outcomes() {}

  static Outcome of(TaskReport report) {
    if (report instanceof TaskReport.Succeeded) {
      return Outcome.SUCCEEDED;
    }
    return report instanceof TaskReport.Failed ? Outcome.FAILED : Outcome.RELEASED;
  }
}
