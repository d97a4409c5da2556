package dev.reelstate.telemetry;

import dev.reelstate.task.StepBacklog;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a node measures every few seconds. Immutable and thread-safe.
 *
 * @param node the node's name
 * @param busy the number of tasks that run on it
 * @param slots the maximum number of tasks that run on it at once
 * @param checks whether each check of the platform's health passed, by its name
 * @param freeBytes the room in the storage for further bytes, if the storage can tell
 * @param backlog the tasks that wait or run on all nodes, by step; empty if the store cannot tell
 * @param listenerLag how many events this node's listeners have not received yet, by the name of
 *     the durable reader; {@code live} for all live listeners together
 */
public record NodeState(
    String node,
    int busy,
    int slots,
    Map<String, Boolean> checks,
    OptionalLong freeBytes,
    List<StepBacklog> backlog,
    Map<String, Long> listenerLag) {

  /** Copies the collections. */
  public NodeState {
    checks = Map.copyOf(checks);
    backlog = List.copyOf(backlog);
    listenerLag = Map.copyOf(listenerLag);
  }
}
