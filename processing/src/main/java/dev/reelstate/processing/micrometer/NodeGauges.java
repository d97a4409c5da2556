package dev.reelstate.processing.micrometer;

import dev.reelstate.telemetry.NodeState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The gauges of a node and its queue, as last measured. A scrape reads them and asks nobody. */
final class NodeGauges {

  private final BoundedTag steps;
  private final BoundedTag listeners = new BoundedTag("listener");
  private final MultiGauge tasks;
  private final MultiGauge age;
  private final MultiGauge health;
  private final MultiGauge lag;
  private volatile NodeState latest =
      new NodeState("", 0, 0, Map.of(), OptionalLong.empty(), List.of(), Map.of());

  NodeGauges(MeterRegistry registry, BoundedTag steps) {
    this.steps = steps;
    this.tasks = MultiGauge.builder("reelstate.queue.tasks")
        .description("Tasks that are ready, scheduled for a retry or running, on all nodes")
        .baseUnit(BaseUnits.TASKS)
        .register(registry);
    this.age = MultiGauge.builder("reelstate.queue.age")
        .description("How long the task that waits for longest has been ready")
        .baseUnit("seconds")
        .register(registry);
    this.health = MultiGauge.builder("reelstate.health")
        .description("Whether a check of the platform's health passes: 1 or 0")
        .register(registry);
    this.lag = MultiGauge.builder("reelstate.listener.lag")
        .description("Committed events that a listener has not received yet")
        .baseUnit(BaseUnits.EVENTS)
        .register(registry);
    gauge(registry, "reelstate.node.busy", "Tasks that run on this node", NodeState::busy);
    gauge(
        registry,
        "reelstate.node.slots",
        "The maximum number of tasks on this node",
        NodeState::slots);
    Gauge.builder("reelstate.storage.free", this, gauges -> freeBytes(gauges.latest))
        .description("Room in the storage for further bytes; not a number if it cannot tell")
        .baseUnit(BaseUnits.BYTES)
        .strongReference(true)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<NodeState> value) {
    Gauge.builder(name, this, gauges -> value.applyAsDouble(gauges.latest))
        .description(description)
        .baseUnit(BaseUnits.TASKS)
        .strongReference(true)
        .register(registry);
  }

  private static double freeBytes(NodeState state) {
    OptionalLong free = state.freeBytes();
    return free.isPresent() ? free.getAsLong() : Double.NaN;
  }

  /** Replaces the values; those of steps and listeners that are gone disappear. */
  void update(NodeState state) {
    latest = state;
    tasks.register(
        state.backlog().stream()
            .flatMap(step -> Stream.of(
                row(step.step(), "ready", step.ready()),
                row(step.step(), "scheduled", step.scheduled()),
                row(step.step(), "running", step.running())))
            .toList(),
        true);
    age.register(
        state.backlog().stream()
            .<Row<?>>map(
                step -> Row.of(Tags.of(steps.of(step.step())), step.oldest().toMillis() / 1e3))
            .toList(),
        true);
    health.register(
        state.checks().entrySet().stream()
            .<Row<?>>map(
                check -> Row.of(Tags.of("check", check.getKey()), check.getValue() ? 1 : 0))
            .toList(),
        true);
    lag.register(
        state.listenerLag().entrySet().stream()
            .<Row<?>>map(
                reader -> Row.of(Tags.of(listeners.of(reader.getKey())), reader.getValue()))
            .toList(),
        true);
  }

  private Row<?> row(String step, String state, long count) {
    return Row.of(Tags.of(steps.of(step), Tag.of("state", state)), count);
  }
}
