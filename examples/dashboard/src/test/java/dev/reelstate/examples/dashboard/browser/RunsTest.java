package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.DetectionScore;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Two models that were scored on two films of uneven rate. */
class RunsTest extends InBrowser {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Provenance PERSON = new Provenance(Origin.PERSON, "ann", true, "ann");
  private static final Provenance MODEL = new Provenance(Origin.DETECTOR, "walkers 1.0", false);
  private static final Duration FRAME = Duration.ofMillis(40);
  private static final int FRAMES = 30;
  private static final String MEDIA = "document.querySelector('.mistake video')";
  private static final String TRUTH = "[86, 180, 233]";
  private static final String PREDICTION = "[230, 159, 0]";

  /** How many pixels of a colour lie on the edges of a box of the film. */
  private static final String ON_EDGES = """
      const [[x, y, w, h], [r, g, b]] = [arguments[0], arguments[1]];
      const canvas = document.querySelector('.mistake canvas.boxes'), scale = canvas.width / 640;
      const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      const is = (px, py) => {
        const at = 4 * (Math.round(py * scale) * canvas.width + Math.round(px * scale));
        return Math.abs(data[at] - r) + Math.abs(data[at + 1] - g) + Math.abs(data[at + 2] - b) < 40;
      };
      let n = 0;
      for (let i = 0.1; i < 0.9; i += 0.01) n += is(x + i * w, y) + is(x + i * w, y + h) + is(x, y + i * h) + is(x + w, y + i * h);
      return n;
      """;

  private static final String SMALL = """
      return [...document.querySelectorAll('#runs :is(button, select, a, input:not([type=file]))')]
        .filter(each => each.checkVisibility({ visibilityProperty: true }))
        .map(each => [each.closest('.run-choose, .tick') ?? each, each])
        .map(([area, each]) => [area.getBoundingClientRect(), each])
        .filter(([{ width, height }]) => width > 0 && (Math.round(width) < 44 || Math.round(height) < 44))
        .map(([{ width, height }, each]) => `${each.outerHTML.slice(0, 120)} ${width} x ${height}`);
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private List<Video> videos = List.of();
  private List<Sequence> sequences = List.of();
  private String before = "";
  private String after = "";

  @Override
  void prepare(Site with) throws Exception {
    SampleClip clip = SampleClip.of(640, 360, 25, Duration.ofSeconds(2)).withVariableFrameRate();
    videos = List.of(
        with.await(with.ingest(with.clip("crossing.mp4", clip), "Crossing at noon")),
        with.await(with.ingest(with.clip("station.mp4", clip), "Station entrance")));
    sequences = new ArrayList<>();
    for (Video video : videos) {
      List<FrameRef> frames = frames(with, video);
      GroundTruth truth = truth(frames);
      GroundTruth found = found(truth, 4);
      save(with, video, truth, ReviewState.APPROVED, "ann");
      save(with, video, found, ReviewState.DRAFT, "walkers 1.0");
      save(with, video, found(truth, 9), ReviewState.DRAFT, "walkers 1.1");
      sequences.add(sequence(video, truth, found));
    }
    before = run("1.0", 2, true);
    after = run("1.1", 3, false);
  }

  /** The frames of a video with the times that its own frame map has. */
  private static List<FrameRef> frames(Site site, Video video) {
    String key = site.platform().artifacts(video.id()).stream()
        .filter(artifact -> artifact.kind().equals(Artifact.FRAME_MAP))
        .findFirst()
        .orElseThrow()
        .key();
    try (InputStream in = site.platform().storage().open(key, 0)) {
      FrameMap map = FrameMap.read(in);
      return IntStream.range(0, map.size()).mapToObj(n -> map.frame(n).ref()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void save(
      Site site, Video video, GroundTruth content, ReviewState state, String by) {
    GroundTruthCatalog.Saved unused =
        site.platform().groundTruth().save(video.id(), content, state, by);
  }

  private static GroundTruth truth(List<FrameRef> frames) {
    return new GroundTruth(IntStream.range(0, FRAMES)
        .mapToObj(n -> new AnnotatedFrame(
            frames.get(n),
            List.of(
                Annotation.of("person", new Box(60 + 4 * n, 80, 60, 150), PERSON)
                    .withTrack("1"),
                Annotation.of("bicycle", new Box(420 - 3 * n, 190, 110, 70), PERSON))))
        .toList());
  }

  /**
   * Every so often the model misplaces a person, misses a bicycle, and sees a person in nothing.
   */
  private static GroundTruth found(GroundTruth truth, int every) {
    List<AnnotatedFrame> frames = new ArrayList<>();
    for (int n = 0; n < FRAMES; n++) {
      AnnotatedFrame frame = truth.frames().get(n);
      List<Annotation> found = new ArrayList<>();
      for (Annotation one : frame.annotations()) {
        Box box = one.box();
        boolean person = one.label().equals("person");
        if (person && n % every == 1) {
          box = new Box(box.x() + 35, box.y() + 20, box.width(), box.height());
        }
        if (person || n % every != 2) {
          found.add(Annotation.of(one.label(), box, MODEL).withScore(0.6 + n % 7 * 0.05));
        }
      }
      if (n % every == 3) {
        found.add(Annotation.of("person", new Box(540, 40, 50, 120), MODEL).withScore(0.71));
      }
      frames.add(new AnnotatedFrame(frame.frame(), found));
    }
    return new GroundTruth(frames);
  }

  private static Sequence sequence(Video video, GroundTruth truth, GroundTruth found) {
    return Sequence.of(
        video.id().toString(),
        IntStream.range(0, FRAMES)
            .mapToObj(n -> new Scene(
                truth.frames().get(n).frame(),
                truth.frames().get(n).annotations(),
                found.frames().get(n).annotations().stream()
                    .map(one -> Detection.of(
                        one.label(), one.box(), Optional.ofNullable(one.score()).orElseThrow()))
                    .toList()))
            .toList());
  }

  /** Scores a model without the page. */
  private String run(String version, int predictions, boolean gated) throws Exception {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("model").put("name", "walkers").put("version", version);
    ArrayNode items = body.putArray("videos");
    videos.forEach(video -> items
        .addObject()
        .put("video_id", video.id().toString())
        .put("truth", 1)
        .put("predictions", predictions));
    body.put("protocol", "coco").put("overlap", 0.5).put("score", 0.5).put("frames", "truth");
    ObjectNode gate = gated ? body.putObject("gate") : JSON.createObjectNode();
    gate.put("intervals", false).putNull("baseline");
    gate.putArray("rules").add(rule("recall", 0.95)).add(rule("AP50", 0.5));
    String id = call("POST", "/api/runs", body.toString()).get("id").asText();
    while (call("GET", "/api/runs/" + id, "").get("state").asText().equals("scoring")) {
      Thread.sleep(100);
    }
    return id;
  }

  private static ObjectNode rule(String figure, double limit) {
    return JSON.createObjectNode()
        .put("scope", "overall")
        .put("name", "")
        .put("figure", figure)
        .put("check", "at_least")
        .put("limit", limit);
  }

  private JsonNode call(String method, String path, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://localhost:" + site().port() + path))
        .header("Authorization", "Bearer " + Site.TOKEN)
        .method(method, BodyPublishers.ofString(body))
        .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
  }

  @Override
  boolean isExpected(String complaint) {
    return complaint.contains("willReadFrequently"); // a test reads what the page draws
  }

  /** A browser that does not say which frames it shows until it has sought four times. */
  private static final String SILENT_UNTIL_SOUGHT_AGAIN = """
      document.addEventListener('seeking', ({ target }) => (target.sought = (target.sought ?? 0) + 1), true);
      const ask = HTMLVideoElement.prototype.requestVideoFrameCallback;
      HTMLVideoElement.prototype.requestVideoFrameCallback = function (said) {
        return ask.call(this, (now, frame) =>
          this.sought >= 4 ? said(now, frame) : this.requestVideoFrameCallback(said));
      };
      """;

  @AfterEach
  void be_wide_and_light_again() {
    page().beWide();
    page().driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
  }

  private void openRun(String id) {
    page().open("&view=runs&run=" + id);
    page().until("the run is shown", () -> page().attribute("run", "data-state").equals("kept"));
    page().find("mistake-row");
  }

  private void type(CharSequence keys) {
    page().hands().sendKeys(keys).perform();
  }

  private void untilMistakeIsShown() {
    page()
        .until(
            "the mistake is shown",
            () -> page().isTrue("document.querySelector('.mistake')?.dataset.ready === 'true'"));
  }

  private long nanos() {
    return (long) page().number("Number(document.querySelector('.mistake').dataset.nanos)");
  }

  private double onEdges(Box box, String colour) {
    String script = "return (function(){" + ON_EDGES + "})([" + box.x() + "," + box.y() + ","
        + box.width() + "," + box.height() + "]," + colour + ")";
    return Objects.requireNonNull(page().ask(script)) instanceof Number number
        ? number.doubleValue()
        : 0;
  }

  @Test
  void a_run_that_is_started_on_the_page_has_the_figures_of_core() {
    page().open();
    page().click("runs-link");
    page().find("run-row");
    page().click("runs-new");
    page().find("start-videos");
    page().click("gate-add");
    page().find(By.cssSelector("[name=limit]")).sendKeys("0.5");
    page().show("runs-new");
    page().isAccessible("a new run");
    page()
        .find(By.cssSelector("[data-testid=start-source] option[value='walkers 1.0']"))
        .click();
    assertThat(page().ask("return document.querySelector('[data-testid=start-version]').value"))
        .isEqualTo("1.0");
    page().click("start-run");

    page().until("it is scored", () -> page().attribute("run", "data-state").equals("kept"));
    DetectionScore score = Evaluation.detection(sequences, DetectionSettings.coco());
    for (String name : List.of("AP", "AP50", "precision", "recall", "F1")) {
      WebElement figure = page().find(By.cssSelector(".figure[data-figure=" + name + "]"));
      assertThat(Double.parseDouble(Page.attribute(figure, "data-value")))
          .as(name)
          .isEqualTo(score.figures().get(name).orElseThrow());
    }
    assertThat(page().text("tile-false_alarms"))
        .isEqualTo(Long.toString((long) score.figures().get("FP").orElseThrow()));
    assertThat(page().find(By.cssSelector("[data-testid=gate] li")).getText()).contains("Pass");
    assertThat(page().find(By.cssSelector("[data-testid=parts-slice]")).getText())
        .contains("medium", "in full view");
    page().show("run-new");
  }

  @Test
  void a_frame_that_the_browser_shows_without_saying_so_is_not_waited_for_for_ever() {
    Object script = page()
        .driver()
        .executeCdpCommand(
            "Page.addScriptToEvaluateOnNewDocument", Map.of("source", SILENT_UNTIL_SOUGHT_AGAIN))
        .get("identifier");
    try {
      openRun(before);
      page().click("mistake-row");
      untilMistakeIsShown();
    } finally {
      page()
          .driver()
          .executeCdpCommand(
              "Page.removeScriptToEvaluateOnNewDocument",
              Map.of("identifier", Objects.requireNonNull(script)));
    }
  }

  @Test
  void a_false_alarm_stands_at_its_exact_frame_with_both_boxes() {
    openRun(before);
    page().show("run");
    page().isAccessible("a run");
    page().click("tile-false_alarms");
    page().find(By.cssSelector("[data-testid=mistakes-kind]"));
    page()
        .until(
            "only false alarms are listed",
            () -> page().driver().findElements(By.cssSelector(".mistake-row")).stream()
                .allMatch(row -> Page.attribute(row, "data-kind").equals("false_alarm")));
    WebElement row = page().find(By.cssSelector("[data-testid=mistakes] li:nth-child(3) a"));
    String video = Page.attribute(row, "data-video");
    long wanted = Long.parseLong(Page.attribute(row, "data-nanos"));
    row.click();
    untilMistakeIsShown();

    List<FrameRef> frames = frames(
        site(),
        videos.stream()
            .filter(one -> one.id().toString().equals(video))
            .findFirst()
            .orElseThrow());
    FrameRef frame =
        frames.stream().filter(one -> one.pts().toNanos() == wanted).findFirst().orElseThrow();
    page().until("its picture is shown", () -> nanos() == wanted);
    // The pictures of the clip are those of an even one without some.
    assertThat(page().number(ReviewTest.NUMBER))
        .isEqualTo((double) frame.pts().toNanos() / FRAME.toNanos());
    int n = (int) Objects.requireNonNull(frame.index()).longValue();
    assertThat(n % 4).isEqualTo(1);
    assertThat(page().text("mistake-title")).isEqualTo("False alarm: person");
    Box truth = new Box(60 + 4.0 * n, 80, 60, 150);
    Box found = new Box(95 + 4.0 * n, 100, 60, 150);
    assertThat(onEdges(truth, TRUTH)).isGreaterThan(150);
    assertThat(onEdges(found, PREDICTION)).isBetween(60.0, 260.0);
    page().show("mistake");
    page().isAccessible("a mistake");

    type("n");
    untilMistakeIsShown();
    page().until("the next one is shown", () -> nanos() > wanted);
    assertThat(page().text("mistake-place")).startsWith("4 of");
    type("p");
    page().until("the one before is shown", () -> nanos() == wanted);
    type(".");
    page().until("the next frame is shown", () -> nanos() > wanted);
    page()
        .until(
            "what is on it is known", () -> page().text("mistake-message").startsWith("Another"));
    type("h");
    page().until("it is back", () -> nanos() == wanted);

    page().driver().navigate().refresh();
    untilMistakeIsShown();
    page().until("the reloaded page is there as well", () -> nanos() == wanted);
    assertThat(page().text("mistake-place")).startsWith("3 of");

    page().click("mistake-edit");
    page()
        .until(
            "the review stands there as well",
            () -> page()
                .isTrue(
                    "Number(document.querySelector('.review:not(.mistake)')?.dataset.nanos) === "
                        + wanted));
    page().click("review-close");
    type(Keys.ESCAPE);
    page().until("it is closed", () -> !page().sees("mistake"));
    assertThat(String.valueOf(page().ask("return location.hash")))
        .contains("kind=false_alarms")
        .doesNotContain("mistake");
  }

  @Test
  void a_mistake_in_another_film_loads_that_film() {
    page()
        .open("&view=runs&run=" + before + "&kind=misses&video=" + videos.get(0).id());
    int last = page().driver().findElements(By.cssSelector(".mistake-row")).size();
    assertThat(last).isNotNegative();
    openRun(before);
    page()
        .find(By.cssSelector(
            "[data-testid=mistakes] [data-video='" + videos.get(1).id() + "']"))
        .click();
    untilMistakeIsShown();
    type("p");
    page()
        .until(
            "the other film is shown",
            () -> page()
                .isTrue(MEDIA + "?.getAttribute('aria-label') === 'Crossing at noon'"
                    + " && document.querySelector('.mistake').dataset.ready === 'true'"));
  }

  @Test
  void two_runs_are_compared() throws Exception {
    page().open("&view=runs");
    for (String id : List.of(before, after)) {
      page()
          .find(By.cssSelector("[data-id='" + id + "'] [data-testid=run-choose]"))
          .click();
    }
    page().show("runs");
    page().isAccessible("runs");
    page().click("runs-compare");

    JsonNode found = call("GET", "/api/runs/" + before + "/differences?with=" + after, "");
    assertThat(page().text("total-fixed")).startsWith(found.get("fixed").asText());
    WebElement recall = page().find(By.cssSelector("[data-figure=recall]"));
    assertThat(recall.getText()).contains("+").contains("better");
    assertThat(Page.attribute(recall, "data-sure")).isEqualTo("true");
    page().find("change-fixed");
    page().show("runs-compared");
    page().isAccessible("two runs");
    page().driver().navigate().refresh();
    page().click("change-fixed");
    untilMistakeIsShown();
    assertThat(page().text("mistake-title")).startsWith("Miss: ");
  }

  @Test
  void the_details_of_a_video_lead_to_its_runs() {
    page().openDetails(videos.get(0));
    page().click("action-runs");
    page().find("run-row");
    assertThat(page().text("runs")).contains("Crossing at noon");
    page().click("runs-all");
    page().until("all are shown", () -> !page().text("runs").contains("Crossing at noon"));
    page().click("runs-back");
    page().find("video-list");
    assertThat(page().sees("runs")).isFalse();
  }

  @Test
  void fits_a_phone_and_the_dark() {
    page().beNarrow();
    page()
        .driver()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    page().open("&view=runs");
    page().find("run-row");
    page().show("runs-narrow");
    fits("runs");
    openRun(before);
    page().show("run-narrow");
    fits("a run");
    page().ask("document.querySelector('[data-testid=ledger]').scrollIntoView()");
    page().show("run-narrow-mistakes");
    page().click("mistake-row");
    untilMistakeIsShown();
    page().show("mistake-narrow");
    page().isAccessible("a mistake on a phone");
    page().open("&view=runs&run=" + before + "&with=" + after);
    page().find("differences");
    page().show("runs-compared-narrow");
    fits("two runs");
    page().open("&view=runs&new=1");
    page().find("start-videos");
    page().show("runs-new-narrow");
    fits("a new run");
    page().beAsWideAs(1280);
    openRun(before);
    page().show("run-dark");
    page().isAccessible("a run in the dark");
  }

  private void fits(String what) {
    assertThat(page().number("document.documentElement.scrollWidth - innerWidth"))
        .as(what)
        .isLessThanOrEqualTo(0);
    assertThat(page().number("document.querySelector('#runs').scrollWidth - innerWidth"))
        .as(what)
        .isLessThanOrEqualTo(0);
    assertThat((List<?>) Objects.requireNonNull(page().ask(SMALL))).as(what).isEmpty();
    page().isAccessible(what);
  }
}
