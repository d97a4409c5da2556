package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.Video;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A film with two thousand boxes on every frame, while it plays. */
class CrowdTest extends InBrowser {

  private static final int RATE = 30;
  private static final int SECONDS = 6;
  private static final int BOXES = 2000;

  /** What the page may use of a processor for a frame, which lasts 33 ms. */
  private static final double MOST_MILLIS = 20;

  /** How often that is tried: on a busy machine the browser takes long to compile what is slow. */
  private static final int ROUNDS = 4;

  /** How far the marker moves from frame to frame, in pixels of the film. */
  private static final int STRIDE = 3;

  private static final int MARKER_TOP = 345;

  /** Plays from the beginning for some seconds, and returns what a function saw at each frame. */
  private static final String PLAY = """
      const [look, seconds, done] = [%s, arguments[0], arguments[arguments.length - 1]];
      const v = document.querySelector('.review video'), seen = [];
      const next = (now, { mediaTime }) => {
        seen.push(look(mediaTime));
        if (mediaTime < seconds) v.requestVideoFrameCallback(next);
        else { v.pause(); done(seen); }
      };
      v.addEventListener('seeked', () => { v.requestVideoFrameCallback(next); v.play(); }, { once: true });
      v.currentTime = 0;
      """;

  /** Where the marker of the frame is on the canvas, as the number of a frame. */
  private static final String MARKED = """
      mediaTime => {
        const canvas = document.querySelector('.review canvas.boxes'), scale = canvas.width / 640;
        const row = canvas.getContext('2d').getImageData(0, Math.round(%d * scale), canvas.width, 1).data;
        let x = 0;
        while (x < canvas.width && !row[4 * x + 3]) x++;
        return [Math.round(mediaTime * %d), Math.round((x + 1) / scale / %d)];
      }""".formatted(MARKER_TOP + 5, RATE, STRIDE);

  private @Nullable Video video;

  @Override
  void prepare(Site with) throws Exception {
    SampleClip clip = SampleClip.of(640, 360, RATE, Duration.ofSeconds(SECONDS));
    video = with.await(with.ingest(with.clip("crowd.mp4", clip), "Crowd"));
  }

  @Override
  boolean isExpected(String complaint) {
    return complaint.contains("willReadFrequently"); // the test reads what the page draws
  }

  /** What it cost to play, for each frame that the page drew. */
  private record Cost(double framesPerSecond, double pageMillis, double allMillis) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.1f frames a second; CPU time per frame: %.1f ms of the page, %.1f ms of its process",
          framesPerSecond,
          pageMillis,
          allMillis);
    }
  }

  @Test
  void two_thousand_boxes_keep_up_with_the_film(TestReporter reporter) {
    Video film = Objects.requireNonNull(video);
    page().openReview(film);
    Cost without = play();
    site()
        .platform()
        .groundTruth()
        .save(film.id(), new GroundTruth(crowd()), ReviewState.DRAFT, "model 1");
    page().openReview(film);
    page().until("they are there", () -> page().text("review-where").contains("" + BOXES));
    Cost with = play();
    for (int round = 1; round < ROUNDS && with.pageMillis() >= MOST_MILLIS; round++) {
      with = play();
    }
    reporter.publishEntry(
        Map.of("without boxes", without.toString(), "with boxes", with.toString()));

    // Not the frames a second, which depend on what else the machine does.
    assertThat(with.pageMillis()).as("%s, %s without boxes", with, without).isLessThan(MOST_MILLIS);
    List<?> seen = played(MARKED, 2);
    assertThat(seen).hasSizeGreaterThan(5).allSatisfy(pair -> {
      List<?> numbers = (List<?>) pair;
      assertThat(numbers.get(1))
          .as("frame on the screen: %s", numbers.get(0))
          .isEqualTo(numbers.get(0));
    });
    page().show("review-crowd");
  }

  /** Proposals and confirmed boxes in a grid, and one that says by its place which frame it is. */
  private static List<AnnotatedFrame> crowd() {
    return IntStream.range(0, RATE * SECONDS)
        .mapToObj(n -> new AnnotatedFrame(
            FrameRef.of(n, Duration.ofNanos(n * 1_000_000L / RATE * 1000)),
            Stream.concat(
                    Stream.of(box(0, n * STRIDE, MARKER_TOP)),
                    IntStream.range(1, BOXES)
                        .mapToObj(i -> box(i, i % 50 * 12, Math.floor(i / 50.0) * 8.3 + n % 5)))
                .toList()))
        .toList();
  }

  private static Annotation box(int i, double x, double y) {
    Provenance model = new Provenance(Origin.DETECTOR, "model 1", i % 2 == 0);
    return Annotation.of("class " + i % 5, new Box(x, y, 10, i == 0 ? 12 : 7), model);
  }

  private Cost play() {
    played("mediaTime => mediaTime", 1); // so that everything is compiled and buffered
    page().driver().executeCdpCommand("Performance.enable", Map.of());
    Map<String, Double> before = metrics();
    long start = System.nanoTime();
    int frames = played("mediaTime => mediaTime", SECONDS - 0.5).size();
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> after = metrics();
    return new Cost(
        frames / seconds,
        millis("ThreadTime", before, after) / frames,
        millis("ProcessTime", before, after) / frames);
  }

  private static double millis(
      String metric, Map<String, Double> before, Map<String, Double> after) {
    return 1000
        * (after.getOrDefault(metric, Double.NaN) - before.getOrDefault(metric, Double.NaN));
  }

  private List<?> played(String look, double seconds) {
    return (List<?>)
        Objects.requireNonNull(page().driver().executeAsyncScript(PLAY.formatted(look), seconds));
  }

  private Map<String, Double> metrics() {
    Map<String, Object> answer =
        page().driver().executeCdpCommand("Performance.getMetrics", Map.of());
    Map<String, Double> metrics = new HashMap<>();
    for (Object each : (List<?>) Objects.requireNonNull(answer.get("metrics"))) {
      Map<?, ?> metric = (Map<?, ?>) each;
      metrics.put(
          String.valueOf(metric.get("name")), Double.valueOf(String.valueOf(metric.get("value"))));
    }
    return metrics;
  }
}
