package dev.reelstate.processing.micrometer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with tracers of their own and one store. */
class TracesTest {

  @TempDir
  Path folder;

  @Test
  void the_tasks_on_another_node_continue_the_trace_in_which_a_video_was_ingested()
      throws Exception {
    Path clip = folder.resolve("clip.mp4");
    SampleClip.of(320, 180, 25, Duration.ofSeconds(1)).write(clip);
    InMemorySpanExporter here = InMemorySpanExporter.create();
    InMemorySpanExporter there = InMemorySpanExporter.create();
    ObservationRegistry local = registry(here);
    VideoStore store = InMemoryVideoStore.create();

    try (VideoPlatform receiving = platform(store, ObservationTelemetry.of(local));
        VideoPlatform working = platform(store, ObservationTelemetry.of(registry(there)))) {
      Video video = requireNonNull(
          Observation.createNotStarted("upload", local).observe(() -> receiving.ingest(clip)));
      working.start();
      Video done = working.await(video.id(), Duration.ofMinutes(2));
      assertThat(done.status()).isEqualTo(VideoStatus.COMPLETED);
    }

    SpanData queued = named(here, "queue video");
    assertThat(queued.getTraceId()).isEqualTo(named(here, "upload").getTraceId());
    assertThat(queued.getParentSpanId()).isEqualTo(named(here, "upload").getSpanId());
    assertThat(there.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("inspect", "render", "publish");
    assertThat(there.getFinishedSpanItems()).allSatisfy(span -> {
      assertThat(span.getTraceId()).isEqualTo(queued.getTraceId());
      assertThat(span.getParentSpanId()).isEqualTo(queued.getSpanId());
    });
  }

  private static SpanData named(InMemorySpanExporter exporter, String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private VideoPlatform platform(VideoStore store, Telemetry telemetry) {
    return VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media")))
        .recipe(Recipe.builder().output(Recipe.Output.POSTER).build())
        .telemetry(telemetry)
        .build();
  }

  private static ObservationRegistry registry(InMemorySpanExporter exporter) {
    Tracer otel = SdkTracerProvider.builder()
        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
        .build()
        .get("test");
    OtelTracer tracer = new OtelTracer(otel, new OtelCurrentTraceContext(), event -> {});
    OtelPropagator propagator = new OtelPropagator(
        ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel);
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(List.of(
            new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
            new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
            new DefaultTracingObservationHandler(tracer))));
    return registry;
  }
}
