package dev.reelstate.processing.engine;

import dev.reelstate.processing.machine.Machine;
import dev.reelstate.spi.Step;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether this node can run workers. Once a task has found out that it cannot, tasks that
 * need a worker are left to other nodes until a worker could be started on trial; other tasks go
 * on. Thread-safe.
 */
final class WorkerFitness {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerFitness.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** Faults that no task that needs a worker would escape here, whatever its file is. */
  private static final Set<FailureCode> FAULTS = Set.of(
      FailureCode.WORKER_START,
      FailureCode.NATIVES_MISSING,
      FailureCode.NO_FILE_HANDLES,
      FailureCode.NO_TEMPORARY_FOLDER);

  private final Machine machine;
  private final List<WorkerStep> steps;
  private final Set<String> names;
  private final LongSupplier nanoTime;
  private volatile @Nullable Failure fault;
  private long triedAt;
  private Duration pause = FIRST_PAUSE;

  /**
   * Describes a node that can run workers.
   *
   * @param steps the steps of the node, of which only some need a worker
   * @param nanoTime a monotonic clock
   */
  WorkerFitness(Machine machine, Collection<Step> steps, LongSupplier nanoTime) {
    this.machine = machine;
    this.steps = steps.stream()
        .filter(WorkerStep.class::isInstance)
        .map(WorkerStep.class::cast)
        .toList();
    this.names = this.steps.stream().map(Step::name).collect(Collectors.toUnmodifiableSet());
    this.nanoTime = nanoTime;
  }

  /** What keeps this node from running workers, as far as is known; empty if nothing does. */
  Optional<Failure> fault() {
    return Optional.ofNullable(fault);
  }

  /** Those of the given steps that this node can run. */
  Set<String> able(Set<String> wanted) {
    if (fault == null) {
      return wanted;
    }
    Set<String> able = new HashSet<>(wanted);
    able.removeAll(names);
    return able;
  }

  /**
   * Whether a step failed because this node can run no workers, so that its task is to be handed
   * back.
   */
  boolean explains(Step step, Failure failure) {
    boolean explains = names.contains(step.name()) && FAULTS.contains(failure.code());
    if (explains) {
      become(failure);
    }
    return explains;
  }

  /** Looks at the machine and, from time to time while there is a fault, tries a worker. */
  void look() {
    Optional<Failure> seen = steps.isEmpty() ? Optional.empty() : machine.workerFault();
    if (seen.isPresent()) {
      become(seen.get());
    } else if (isTimeToTry()) {
      tried(steps.get(0).workerFault().orElse(null));
    }
  }

  private synchronized boolean isTimeToTry() {
    return fault != null && nanoTime.getAsLong() - triedAt >= pause.toNanos();
  }

  private synchronized void tried(@Nullable Failure found) {
    triedAt = nanoTime.getAsLong();
    fault = found;
    if (found == null) {
      pause = FIRST_PAUSE;
      LOG.info("This node runs workers again");
    } else {
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  private synchronized void become(Failure found) {
    if (fault == null) {
      triedAt = nanoTime.getAsLong();
      LOG.warn(
          "This node can run no workers and claims no tasks that need one: {} ({}) {}",
          found.message(),
          found.code(),
          found.detail() == null ? "" : found.detail());
    }
    fault = found;
  }
}
