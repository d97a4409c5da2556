package dev.reelstate.processing.engine;

import dev.reelstate.processing.machine.Machine;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what work this node is fit for. A full disk or a lack of file handles would make task
 * after task fail, so a node with such a fault claims nothing until it is gone; a node that cannot
 * run workers claims nothing that needs one. Thread-safe.
 */
final class Fitness {

  private static final Logger LOG = LoggerFactory.getLogger(Fitness.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** Besides those of the machine, the codes of faults that no other task here would escape. */
  private static final Set<FailureCode> OF_THE_NODE = Set.of(FailureCode.STORAGE_FULL);

  private final MediaStorage storage;
  private final Machine machine;
  private final WorkerFitness workers;
  private long pausedUntil = System.nanoTime();
  private volatile Duration pause = FIRST_PAUSE;
  private @Nullable Failure reported;

  /** Read without the lock, which may be held while the storage does not answer. */
  private volatile @Nullable Failure fault;

  /**
   * Describes a node.
   *
   * @param steps the steps that it runs while it is fit
   */
  Fitness(MediaStorage storage, Machine machine, Collection<Step> steps) {
    this.storage = storage;
    this.machine = machine;
    this.workers = new WorkerFitness(machine, steps, System::nanoTime);
  }

  /** Whether it is fit to run workers. */
  WorkerFitness workers() {
    return workers;
  }

  /** Whether a failure is the fault of this node rather than of the task that met it. */
  static boolean isOfTheNode(Failure failure) {
    return failure.code().family() == FailureCode.Family.MACHINE
        || OF_THE_NODE.contains(failure.code());
  }

  /**
   * Names a failure as what it is: work that could not use the storage may have met a full disk or
   * a lack of file handles. After a fault of the node, the node rests, longer each time.
   */
  synchronized Failure named(Failure failure) {
    boolean unclear = failure.code().equals(FailureCode.STORAGE_UNAVAILABLE);
    Failure named = unclear
        ? found().map(fault -> fault.withDetail(failure.detail())).orElse(failure)
        : failure;
    if (isSeenHere(named)) {
      reported = named;
      pausedUntil = System.nanoTime() + pause.toNanos();
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      become(named);
    }
    return named;
  }

  /** A worker that says that the disk is full may have been taken over, so that is looked up. */
  private boolean isSeenHere(Failure failure) {
    return failure.code().equals(FailureCode.STORAGE_FULL)
        ? found().isPresent()
        : isOfTheNode(failure);
  }

  /** Records that a task succeeded. */
  void succeeded() {
    pause = FIRST_PAUSE;
  }

  /** Looks at the storage, the machine and the workers; called every second. */
  void look() {
    lookAround();
    workers.look();
  }

  private synchronized void lookAround() {
    become(found().orElse(System.nanoTime() - pausedUntil < 0 ? reported : null));
  }

  /** What keeps this node from working, as of the last look; empty if nothing does. */
  Optional<Failure> fault() {
    return Optional.ofNullable(fault);
  }

  private void become(@Nullable Failure found) {
    if (fault == null && found != null) {
      LOG.warn("This node claims no tasks: {} ({})", found.message(), found.code());
    } else if (fault != null && found == null) {
      LOG.info("This node claims tasks again");
    }
    fault = found;
  }

  private Optional<Failure> found() {
    try {
      storage.requireRoom(0);
      return machine.fault();
    } catch (IOException e) {
      return Optional.of(StorageFailures.of(e));
    }
  }
}
