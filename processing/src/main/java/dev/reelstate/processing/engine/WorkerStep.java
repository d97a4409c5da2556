package dev.reelstate.processing.engine;

import dev.reelstate.spi.Step;
import dev.reelstate.task.Failure;
import java.util.Optional;

/** A step that needs worker processes, which a node may be unable to run for a while. */
public interface WorkerStep extends Step {

  /**
   * What keeps this node from running workers, found out by starting one, which takes about a
   * second; empty if nothing does.
   */
  Optional<Failure> workerFault();
}
