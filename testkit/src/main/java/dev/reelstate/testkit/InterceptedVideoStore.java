package dev.reelstate.testkit;

import dev.reelstate.spi.EvaluationCatalog;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoStore;
import java.sql.Connection;

/** A store with an {@link Interceptor} in front of its six roles. Thread-safe. */
public final class InterceptedVideoStore implements VideoStore {

  private final VideoStore real;
  private final VideoCatalog videos;
  private final TaskQueue tasks;
  private final EventLog events;
  private final GroundTruthCatalog groundTruth;
  private final EvaluationCatalog evaluations;
  private final NodeRegistry nodes;

  private InterceptedVideoStore(VideoStore real, Interceptor interceptor) {
    this.real = real;
    this.videos = Interceptor.before(VideoCatalog.class, real.videos(), interceptor);
    this.tasks = Interceptor.before(TaskQueue.class, real.tasks(), interceptor);
    this.events = Interceptor.before(EventLog.class, real.events(), interceptor);
    this.groundTruth =
        Interceptor.before(GroundTruthCatalog.class, real.groundTruth(), interceptor);
    this.evaluations = Interceptor.before(EvaluationCatalog.class, real.evaluations(), interceptor);
    this.nodes = Interceptor.before(NodeRegistry.class, real.nodes(), interceptor);
  }

  /** A store whose roles are called through an interceptor; closing it closes the real one. */
  public static InterceptedVideoStore of(VideoStore real, Interceptor interceptor) {
    return new InterceptedVideoStore(real, interceptor);
  }

  @Override
  public VideoCatalog videos() {
    return videos;
  }

  @Override
  public VideoCatalog videos(Connection connection) {
    return real.videos(connection);
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
  public EvaluationCatalog evaluations() {
    return evaluations;
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
    real.close();
  }
}
