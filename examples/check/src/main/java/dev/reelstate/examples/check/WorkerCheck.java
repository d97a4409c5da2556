package dev.reelstate.examples.check;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.Operations;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Whether a worker process starts and answers. */
final class WorkerCheck implements Check {

  @Override
  public String name() {
    return "worker";
  }

  @Override
  public Set<String> needs() {
    return Set.of();
  }

  /** A worker without natives has started, too; the next check says what it lacks. */
  @Override
  public String look(Installation installation)
      throws IOException, InterruptedException, FaultException {
    try (VideoPlatform platform =
        installation.platform(installation.scratch().resolve("media")).build()) {
      Operations.Workers workers = platform.operations().checkWorkers();
      installation.found(workers);
      return String.format(
          Locale.ROOT, "A worker starts and answers in %.1f s.", workers.took().toMillis() / 1e3);
    } catch (ReelstateException e) {
      if (e.failure().code().equals(FailureCode.NATIVES_MISSING)) {
        return "A worker starts and answers.";
      }
      throw new FaultException(
          e.failure().message() + " (" + e.failure().code() + ")",
          "Check the Java program, the command prefix and the memory of this machine.");
    }
  }
}
