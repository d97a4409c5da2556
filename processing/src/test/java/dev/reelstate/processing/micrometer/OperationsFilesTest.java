package dev.reelstate.processing.micrometer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.telemetry.NodeState;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Loads the dashboard and the alert rules against a scrape of a platform that has worked. */
class OperationsFilesTest {

  private static final Path FILES = Path.of("..", "docs", "operations");

  /** What Prometheus itself adds to each series. */
  private static final Set<String> ADDED = Set.of("job", "instance");

  @TempDir
  static Path folder;

  private static PrometheusMeterRegistry registry;
  private static Scrape scrape;

  @BeforeAll
  static void scrapeAPlatformThatWorks() throws Exception {
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Path clip = folder.resolve("clip.mp4");
    SampleClip.of(320, 180, 25, Duration.ofSeconds(1)).write(clip);
    CountDownLatch measured = new CountDownLatch(1);
    Step flaky = new FlakyStep(measured);
    MicrometerTelemetry telemetry = MicrometerTelemetry.of(registry);
    try (VideoPlatform platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve("media")))
        .recipe(Recipe.builder()
            .output(Recipe.Output.POSTER, Recipe.Output.HLS)
            .ladder(Ladder.of(180))
            .step("flaky")
            .build())
        .step(flaky)
        .listener(new VideoListener() {})
        .telemetry(telemetry)
        .telemetry(new Measured(measured))
        .build()) {
      platform.events().subscribe("billing", new VideoListener() {});
      Video good = platform.ingest(clip);
      Video empty = ingest(platform, new byte[0]);
      Video cut = ingest(platform, Arrays.copyOf(Files.readAllBytes(clip), 3000));
      platform.start();
      assertThat(List.of(settled(platform, good), settled(platform, empty), settled(platform, cut)))
          .containsExactly(VideoStatus.COMPLETED, VideoStatus.REJECTED, VideoStatus.REJECTED);
      scrape = Scrape.parse(registry.scrape());
    }
  }

  private static Video ingest(VideoPlatform platform, byte[] bytes) {
    return platform.ingest(NewVideo.named("bad.mp4"), new ByteArrayInputStream(bytes));
  }

  private static VideoStatus settled(VideoPlatform platform, Video video)
      throws InterruptedException {
    return platform.await(video.id(), Duration.ofMinutes(2)).status();
  }

  @AfterAll
  static void close() {
    registry.close();
  }

  /** Fails once; then holds its task until the node has measured itself. */
  private record FlakyStep(CountDownLatch measured) implements Step {

    @Override
    public String name() {
      return "flaky";
    }

    @Override
    public RetryPolicy retryPolicy() {
      return new RetryPolicy(3, Duration.ofMillis(10), 1, Duration.ofMillis(10), 0);
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
      if (context.claim().failures() == 0) {
        throw new StepException(
            Failure.retryable(FailureCode.STEP_FAILED, "The service was away."));
      }
      assertThat(measured.await(30, TimeUnit.SECONDS)).isTrue();
      return StepResult.done();
    }
  }

  /** Says when the node was measured while a task was in the queue. */
  private record Measured(CountDownLatch measured) implements Telemetry {

    @Override
    public void measured(NodeState state) {
      if (!state.backlog().isEmpty()) {
        measured.countDown();
      }
    }
  }

  static Stream<String> dashboard() throws Exception {
    JsonNode root =
        new ObjectMapper().readTree(FILES.resolve("grafana-dashboard.json").toFile());
    List<String> expressions = new ArrayList<>();
    root.findValues("expr").forEach(expression -> expressions.add(expression.asText()));
    assertThat(root.get("templating").toString())
        .contains("label_values(reelstate_node_slots_tasks, job)");
    assertThat(scrape.names()).contains("reelstate_node_slots_tasks");
    return expressions.stream();
  }

  @SuppressWarnings("unchecked")
  static Stream<String> alerts() throws Exception {
    Map<String, Object> root =
        new Yaml().load(Files.readString(FILES.resolve("prometheus-alerts.yml")));
    return requireNonNull((List<Map<String, Object>>) root.get("groups")).stream()
        .flatMap(group -> requireNonNull((List<Map<String, Object>>) group.get("rules")).stream())
        .map(rule -> {
          assertThat(rule).containsKeys("alert", "labels", "annotations");
          return (String) rule.get("expr");
        });
  }

  @ParameterizedTest
  @MethodSource({"dashboard", "alerts"})
  void every_expression_finds_its_metrics_and_labels(String expression) {
    PromQl parsed = PromQl.parse(expression);

    Set<String> grouped = new HashSet<>(ADDED);
    for (PromQl.Selector selector : parsed.selectors()) {
      assertThat(scrape.names()).as(expression).contains(selector.metric());
      Set<String> labels = scrape.labels(selector.metric());
      grouped.addAll(labels);
      assertThat(selector.labels())
          .as(expression)
          .allSatisfy(label -> assertThat(labels.contains(label) || ADDED.contains(label))
              .as(label)
              .isTrue());
      assertThat(scrape.has(selector.metric(), selector.equal())).as(expression).isTrue();
    }
    assertThat(grouped).as(expression).containsAll(parsed.grouping());
  }

  @Test
  void the_files_cover_what_goes_wrong() throws Exception {
    assertThat(dashboard()).hasSizeGreaterThan(20);
    assertThat(alerts()
            .flatMap(expression -> PromQl.parse(expression).selectors().stream())
            .map(PromQl.Selector::metric))
        .contains(
            "reelstate_queue_age_seconds",
            "reelstate_task_duration_seconds_count",
            "reelstate_storage_free_bytes",
            "reelstate_listener_lag_events");
  }

  @Test
  void the_scrape_tells_what_the_platform_has_done() {
    assertThat(scrape.has(
            "reelstate_task_duration_seconds_count",
            Map.of("step", "render", "outcome", "succeeded")))
        .isTrue();
    assertThat(scrape.has(
            "reelstate_task_duration_seconds_count", Map.of("step", "flaky", "outcome", "retried")))
        .isTrue();
    assertThat(scrape.has("reelstate_task_failures_total", Map.of("code", "STEP_FAILED")))
        .isTrue();
    assertThat(scrape.has("reelstate_upload_duration_seconds_count", Map.of("outcome", "queued")))
        .isTrue();
    assertThat(scrape.has("reelstate_worker_ends_total", Map.of("reason", "failed")))
        .isTrue();
    for (String state : List.of("ready", "scheduled", "running")) {
      assertThat(scrape.has("reelstate_queue_tasks", Map.of("state", state))).isTrue();
    }
    assertThat(value("reelstate_task_realtime_factor_sum")).isPositive();
    assertThat(value("reelstate_upload_bytes_total")).isPositive();
    assertThat(value("reelstate_storage_free_bytes")).isPositive();
    assertThat(value("reelstate_worker_start_seconds_count")).isPositive();
  }

  private static double value(String name) {
    return scrape.series().stream()
        .filter(series -> series.name().equals(name))
        .mapToDouble(Scrape.Series::value)
        .sum();
  }

  @Test
  void an_expression_that_is_not_understood_is_an_error() {
    assertThatIllegalArgumentException().isThrownBy(() -> PromQl.parse("sum(rate(a[5m])"));
    assertThatIllegalArgumentException().isThrownBy(() -> PromQl.parse("a @ 5"));
    assertThat(PromQl.parse("sum by (x) (rate(a{b=\"c\"}[5m])) / d > 1e3").selectors())
        .extracting(PromQl.Selector::metric)
        .containsExactly("a", "d");
  }
}
