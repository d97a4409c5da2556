package dev.reelstate.testkit.fault;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.EvaluationCatalog;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.testkit.InterceptedVideoStore;
import java.sql.Connection;

/**
 * A store whose calls can fail, hang, answer late, or succeed and lose the answer. The exception is
 * {@link ReelstateException} with DATABASE_UNAVAILABLE, as of a real store. Thread-safe.
 */
public final class FaultyVideoStore implements VideoStore {

  private final VideoStore store;
  private final Faults faults;

  private FaultyVideoStore(VideoStore real, Faults faults) {
    this.store =
        InterceptedVideoStore.of(real, call -> faults.meet(call, FaultyVideoStore::failure));
    this.faults = faults;
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

  /** The faults of all six roles, by the names of their methods. */
  public Faults faults() {
    return faults;
  }

  @Override
  public VideoCatalog videos() {
    return store.videos();
  }

  @Override
  public VideoCatalog videos(Connection connection) {
    return store.videos(connection);
  }

  @Override
  public TaskQueue tasks() {
    return store.tasks();
  }

  @Override
  public EventLog events() {
    return store.events();
  }

  @Override
  public GroundTruthCatalog groundTruth() {
    return store.groundTruth();
  }

  @Override
  public EvaluationCatalog evaluations() {
    return store.evaluations();
  }

  @Override
  public NodeRegistry nodes() {
    return store.nodes();
  }

  @Override
  public void verify() {
    store.verify();
  }

  @Override
  public void close() {
    faults.clear();
    store.close();
  }
}
