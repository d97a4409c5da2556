package dev.reelstate.examples.check;

import dev.reelstate.processing.Operations.Workers;
import java.util.Set;

/** Whether the worker has the native media libraries. */
final class NativesCheck implements Check {

  @Override
  public String name() {
    return "natives";
  }

  @Override
  public Set<String> needs() {
    return Set.of("worker");
  }

  @Override
  public String look(Installation installation) throws FaultException {
    Workers workers = installation.workers();
    if (workers == null) {
      throw new FaultException(
          "The native media libraries are missing or cannot be loaded.",
          "Add the natives of this platform to the class path, and check that their cache folder"
              + " can be written.");
    }
    return "The worker has libav " + workers.version() + " (" + workers.licence() + ").";
  }
}
