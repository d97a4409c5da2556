package dev.reelstate.testkit.fault;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/**
 * A store whose calls can fail, hang, answer late, or succeed and lose the answer. The exception is
 * {@link ReelstateException} with DATABASE_UNAVAILABLE, as of a real store. Thread-safe.
 */
public final class FaultyVideoStore implements VideoStore {

  private final VideoStore real;
  private final Faults faults;
  private final VideoCatalog videos;
  private final TaskQueue tasks;
  private final EventLog events;
  private final GroundTruthCatalog groundTruth;
  private final NodeRegistry nodes;

  private FaultyVideoStore(VideoStore real, Faults faults) {
    this.real = real;
    this.faults = faults;
    this.videos = faults.around(VideoCatalog.class, real.videos(), FaultyVideoStore::failure);
    this.tasks = faults.around(TaskQueue.class, real.tasks(), FaultyVideoStore::failure);
    this.events = faults.around(EventLog.class, real.events(), FaultyVideoStore::failure);
    this.groundTruth =
        faults.around(GroundTruthCatalog.class, real.groundTruth(), FaultyVideoStore::failure);
    this.nodes = faults.around(NodeRegistry.class, real.nodes(), FaultyVideoStore::failure);
  }

  /** A store that passes every call on until a fault is planned; closing it closes the real one. */
  public static FaultyVideoStore around(VideoStore real) {
    return new FaultyVideoStore(real, new Faults());
  }

  private static ReelstateException failure(Fault fault) {
    String message = fault == Fault.FULL
        ? "The disk that holds the database is full (injected)."
        : "The database could not be reached (injected: " + fault + ").";
    return new ReelstateException(Failure.retryable(FailureCode.DATABASE_UNAVAILABLE, message));
  }

  /** The faults of all five roles, by the names of their methods. */
  public Faults faults() {
    return faults;
  }

  @Override
  public VideoCatalog videos() {
    return videos;
  }

  @Override
  public TaskQueue tasks() {
    return tasks;
  }

  @Override
  public EventLog events() {
    return events;
  }

  @Override
  public GroundTruthCatalog groundTruth() {
    return groundTruth;
  }

  @Override
  public NodeRegistry nodes() {
    return nodes;
  }

  @Override
  public void verify() {
    real.verify();
  }

  @Override
  public void close() {
    faults.clear();
    real.close();
  }
}
