package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.task.StepBacklog;
import dev.reelstate.telemetry.NodeState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures a node and the queue that it works on. Thread-safe. */
final class NodeStates implements Supplier<NodeState> {

  private static final Logger LOG = LoggerFactory.getLogger(NodeStates.class);

  private final String node;
  private final Supplier<Health> health;
  private final TaskQueue tasks;
  private final MediaStorage storage;
  private final VideoEvents events;

  NodeStates(
      String node,
      Supplier<Health> health,
      TaskQueue tasks,
      MediaStorage storage,
      VideoEvents events) {
    this.node = node;
    this.health = health;
    this.tasks = tasks;
    this.storage = storage;
    this.events = events;
  }

  @Override
  public NodeState get() {
    Health now = health.get();
    Map<String, Boolean> checks = now.checks().stream()
        .collect(Collectors.toMap(Health.Check::name, Health.Check::passed, Boolean::logicalAnd));
    return new NodeState(
        node, now.busy(), now.slots(), checks, freeBytes(), backlog(), events.lag());
  }

  private OptionalLong freeBytes() {
    try {
      return storage.freeBytes();
    } catch (IOException e) {
      LOG.warn("The room in the storage is not known", e);
      return OptionalLong.empty();
    }
  }

  /** Health says that the database is away, and must be told even then. */
  private List<StepBacklog> backlog() {
    try {
      return tasks.backlog();
    } catch (ReelstateException e) {
      LOG.warn("The queue could not be measured", e);
      return List.of();
    }
  }
}
