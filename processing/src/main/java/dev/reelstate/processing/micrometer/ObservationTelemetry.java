package dev.reelstate.processing.micrometer;

import dev.reelstate.task.Failure;
import dev.reelstate.telemetry.TaskAttempt;
import dev.reelstate.telemetry.TaskEnd;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.telemetry.TraceParent;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an observation of each video that is queued and of each attempt at a task. With Micrometer
 * Tracing behind the registry, whichever tracer it bridges to, these are spans, and those of a
 * video's tasks continue the trace in which it was queued, on whatever node they run. The tracer
 * must propagate W3C trace contexts. Thread-safe.
 */
@SuppressWarnings("exports") // Micrometer is optional, so hosts require it themselves
public final class ObservationTelemetry implements Telemetry {

  private static final String TRACE_PARENT = "traceparent";

  private final ObservationRegistry registry;

  private ObservationTelemetry(ObservationRegistry registry) {
    this.registry = registry;
  }

  /** A telemetry that makes its observations with a registry. */
  public static ObservationTelemetry of(ObservationRegistry registry) {
    return new ObservationTelemetry(registry);
  }

  /** The span of the queuing itself, which the tasks follow. */
  @Override
  public Optional<TraceParent> currentTrace() {
    SenderContext<Map<String, String>> context = new SenderContext<>(
        (carrier, key, value) -> {
          if (carrier != null) {
            carrier.put(key.toLowerCase(Locale.ROOT), value);
          }
        },
        Kind.PRODUCER);
    context.setCarrier(new HashMap<>());
    Observation.createNotStarted("reelstate.queue", () -> context, registry)
        .contextualName("queue video")
        .start()
        .stop();
    Map<String, String> headers = context.getCarrier();
    return Optional.ofNullable(headers == null ? null : headers.get(TRACE_PARENT))
        .map(TraceParent::new);
  }

  @Override
  public boolean readsTraces() {
    return !registry.isNoop();
  }

  @Override
  public Span taskStarted(TaskAttempt attempt) {
    ReceiverContext<Map<String, String>> context =
        new ReceiverContext<>((carrier, key) -> carrier.get(key), Kind.CONSUMER);
    context.setCarrier(
        attempt.trace().map(trace -> Map.of(TRACE_PARENT, trace.value())).orElse(Map.of()));
    Observation observation = Observation.createNotStarted(
            "reelstate.task", () -> context, registry)
        .contextualName(attempt.task().step())
        .lowCardinalityKeyValue("step", attempt.task().step())
        .highCardinalityKeyValue("video", attempt.task().videoId().toString())
        .highCardinalityKeyValue("part", Integer.toString(attempt.task().part()))
        .highCardinalityKeyValue("attempt", Integer.toString(attempt.number()))
        .highCardinalityKeyValue("node", attempt.node())
        .start();
    Observation.Scope scope = observation.openScope();
    return end -> {
      scope.close();
      ended(observation, end);
    };
  }

  private static void ended(Observation observation, TaskEnd end) {
    observation.lowCardinalityKeyValue("outcome", end.outcome().name().toLowerCase(Locale.ROOT));
    Failure failure = end.failure();
    if (failure != null) {
      observation.lowCardinalityKeyValue("code", failure.code().name());
      observation.error(new AttemptFailedException(failure));
    }
    observation.stop();
  }

  /** Names the failure in a span; without a stack trace, since no code of this class failed. */
  private static final class AttemptFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    AttemptFailedException(Failure failure) {
      super(failure.code() + ": " + failure.message(), null, false, false);
    }
  }
}
