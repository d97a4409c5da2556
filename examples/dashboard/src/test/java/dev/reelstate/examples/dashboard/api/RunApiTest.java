package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.ModelVersion;
import dev.reelstate.evaluation.run.TruthRef;
import dev.reelstate.evaluation.statistics.Bootstrap;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.Interval;
import dev.reelstate.examples.dashboard.api.Api.Answer;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.video.VideoId;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two models on six videos; the second one is better with dogs. */
class RunApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Provenance PERSON = new Provenance(Origin.PERSON, "ann", true, "ann");
  private static final Provenance MODEL = new Provenance(Origin.DETECTOR, "model", false);
  private static final int VIDEOS = 6;
  private static final int FRAMES = 8;

  @TempDir
  private static Path folder;

  private static TestDashboard dashboard;
  private static Api ann;
  private static Api eve;
  private static List<VideoId> videos = new ArrayList<>();
  private static List<Sequence> first = new ArrayList<>();

  @BeforeAll
  static void start() {
    dashboard = TestDashboard.start(TestDashboard.settings(folder), new People());
    ann = new Api(dashboard.port(), "ann");
    eve = new Api(dashboard.port(), "eve");
    Random random = new Random(7);
    for (int i = 0; i < VIDEOS; i++) {
      VideoId id =
          ann.upload(Clips.SMALL, "file_name=film" + i + ".mp4").require(201).id();
      videos.add(id);
      GroundTruth truth = truth(i);
      GroundTruth found = found(truth, random, 0.5);
      save(id, truth, ReviewState.APPROVED, "ann");
      save(id, found, ReviewState.DRAFT, "model 1");
      save(id, found(truth, random, 0.05), ReviewState.DRAFT, "model 2");
      first.add(sequence(id, truth, found));
    }
  }

  @AfterAll
  static void stop() {
    dashboard.close();
  }

  private static void save(VideoId id, GroundTruth content, ReviewState state, String by) {
    GroundTruthCatalog.Saved unused =
        dashboard.platform().groundTruth().save(id, content, state, by);
  }

  private static FrameRef frame(int number) {
    return FrameRef.of(number, Duration.ofMillis(40L * number));
  }

  private static GroundTruth truth(int video) {
    return new GroundTruth(IntStream.range(0, FRAMES)
        .mapToObj(number -> new AnnotatedFrame(
            frame(number),
            List.of(
                Annotation.of("car", new Box(10 + number, 20 + video, 30, 40), PERSON),
                Annotation.of("dog", new Box(100, 60 + number, 20, 12), PERSON))))
        .toList());
  }

  /** What a model finds that misses some dogs, and sees a car where there is none. */
  private static GroundTruth found(GroundTruth truth, Random random, double misses) {
    List<AnnotatedFrame> frames = new ArrayList<>();
    for (AnnotatedFrame frame : truth.frames()) {
      List<Annotation> found = new ArrayList<>();
      for (Annotation one : frame.annotations()) {
        if (!one.label().equals("dog") || random.nextDouble() >= misses) {
          found.add(Annotation.of(one.label(), one.box(), MODEL)
              .withScore(0.6 + random.nextInt(39) / 100.0));
        }
      }
      if (random.nextDouble() < 0.4) {
        Box nowhere = new Box(200 + random.nextInt(40), 150, 25, 25);
        found.add(Annotation.of("car", nowhere, MODEL).withScore(0.9));
      }
      frames.add(new AnnotatedFrame(frame.frame(), found));
    }
    return new GroundTruth(frames);
  }

  private static Sequence sequence(VideoId id, GroundTruth truth, GroundTruth found) {
    return Sequence.of(
        id.toString(),
        IntStream.range(0, FRAMES)
            .mapToObj(number -> new Scene(
                frame(number),
                truth.frames().get(number).annotations(),
                found.frames().get(number).annotations().stream()
                    .map(one -> Detection.of(
                        one.label(), one.box(), Optional.ofNullable(one.score()).orElseThrow()))
                    .toList()))
            .toList());
  }

  private static ObjectNode wanted(String version, int predictions) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("model").put("name", "model").put("version", version);
    ArrayNode items = body.putArray("videos");
    videos.forEach(id -> items
        .addObject()
        .put("video_id", id.toString())
        .put("truth", 1)
        .put("predictions", predictions));
    return body.put("protocol", "coco")
        .put("overlap", 0.5)
        .put("score", 0.5)
        .put("frames", "truth")
        .putNull("gate");
  }

  private static ObjectNode rule(ObjectNode body, String figure, String check, double limit) {
    ObjectNode gate = body.get("gate") instanceof ObjectNode there
        ? there
        : body.putObject("gate").put("intervals", false).putNull("baseline");
    gate.withArray("rules")
        .addObject()
        .put("scope", "overall")
        .put("name", "")
        .put("figure", figure)
        .put("check", check)
        .put("limit", limit);
    return gate;
  }

  private static Answer post(Api api, JsonNode body) {
    return api.send("POST", "/api/runs", BodyPublishers.ofString(body.toString()));
  }

  private static String run(JsonNode body) {
    String id = post(ann, body).require(202).get("id").asText();
    TestDashboard.until(
        "it is scored",
        () -> !ann.get("/api/runs/" + id).require(200).get("state").asText().equals("scoring"));
    return id;
  }

  private static JsonNode result(String id) {
    JsonNode run = ann.get("/api/runs/" + id).require(200).json();
    assertThat(run.get("reason").isNull()).as(run.toString()).isTrue();
    return run.get("result");
  }

  private static JsonNode figure(JsonNode part, String name) {
    for (JsonNode one : part.get("figures")) {
      if (one.get("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("There is no figure " + name + ".");
  }

  @Test
  void scores_as_core_does_with_its_ranges() {
    JsonNode result = result(run(wanted("1", 2)));

    DetectionScore score = Evaluation.detection(first, DetectionSettings.coco());
    assertThat(result.at("/overall/support").asLong()).isEqualTo(score.support());
    score.figures().values().forEach((name, value) -> {
      JsonNode shown = figure(result.get("overall"), name).get("value");
      assertThat(shown.isNull() ? Double.NaN : shown.asDouble()).as(name).isEqualTo(value);
    });
    score.ofClass("dog").figures().values().forEach((name, value) -> {
      JsonNode shown = figure(result.get("classes").get(1), name).get("value");
      assertThat(shown.isNull() ? Double.NaN : shown.asDouble()).as(name).isEqualTo(value);
    });
    Interval recall = Objects.requireNonNull(
        Bootstrap.intervals(score, BootstrapSettings.standard().withSamples(1000))
            .get("recall"));
    assertThat(figure(result.get("overall"), "recall").get("low").asDouble())
        .isEqualTo(recall.low());
    assertThat(figure(result.get("overall"), "recall").get("high").asDouble())
        .isEqualTo(recall.high());
    assertThat(result.get("pieces").asBoolean()).isFalse();
    assertThat(result.get("by").asText()).isEqualTo("ann");
    assertThat(result.at("/videos/0/truth").asInt()).isEqualTo(1);
    assertThat(result.at("/videos/0/predictions").asInt()).isEqualTo(2);
    assertThat(result.get("unavailable").isNull()).isTrue();
  }

  @Test
  void lists_runs_of_the_callers_projects_latest_first() {
    String one = run(wanted("list", 2));
    String other = run(wanted("list", 3));

    JsonNode items = ann.get("/api/runs").require(200).get("items");
    assertThat(items.findValuesAsText("id")).containsSubsequence(other, one);
    JsonNode page = ann.get("/api/runs?limit=1").require(200).json();
    assertThat(page.get("items")).hasSize(1);
    String next = Api.encode(page.get("next").asText());
    assertThat(ann.get("/api/runs?limit=1&after=" + next).require(200).get("items"))
        .hasSize(1);
    assertThat(ann.get("/api/runs?model=nobody").require(200).get("items")).isEmpty();
    String video = "/api/runs?video=" + videos.get(0);
    assertThat(ann.get(video).require(200).get("items")).isNotEmpty();
    assertThat(ann.get("/api/runs?video=" + VideoId.create()).require(200).get("items"))
        .isEmpty();
    ann.get("/api/runs?after=nonsense").require(400);

    assertThat(eve.get("/api/runs").require(200).get("items")).isEmpty();
    assertThat(eve.get("/api/runs/candidates").require(200).get("items")).isEmpty();
    eve.get("/api/runs?project=default").require(403);
    post(eve, wanted("1", 2)).require(403);
    for (String rest : List.of("", "/ledger", "/ledger/0", "/slices", "/differences?with=" + one)) {
      eve.get("/api/runs/" + one + rest).require(403);
    }
    eve.delete("/api/runs/" + one).require(403);
  }

  @Test
  void says_which_videos_have_something_to_score() {
    JsonNode items = ann.get("/api/runs/candidates").require(200).get("items");

    assertThat(items.findValuesAsText("video_id"))
        .containsExactlyInAnyOrderElementsOf(
            videos.stream().map(VideoId::toString).toList());
    assertThat(items.get(0).get("revisions").findValuesAsText("saved_by"))
        .containsExactly("model 2", "model 1", "ann");
  }

  @Test
  void names_every_mistake_with_its_frame_and_both_boxes() {
    String id = run(wanted("ledger", 2));
    JsonNode overall = result(id).get("overall");
    String ledger = "/api/runs/" + id + "/ledger";

    JsonNode alarms =
        ann.get(ledger + "?kind=false_alarms&limit=500").require(200).json();
    assertThat(alarms.get("total").asInt())
        .isEqualTo(figure(overall, "FP").get("value").asInt());
    JsonNode misses = ann.get(ledger + "?kind=misses&class=dog").require(200).json();
    assertThat(misses.get("total").asInt())
        .isEqualTo(figure(overall, "FN").get("value").asInt());
    assertThat(
            ann.get(ledger + "?kind=misses&class=car").require(200).get("total").asInt())
        .isZero();
    JsonNode hits = ann.get(ledger + "?kind=hits").require(200).json();
    assertThat(hits.get("total").asInt())
        .isEqualTo(figure(overall, "TP").get("value").asInt());
    assertThat(hits.at("/items/0/truth/label")).isEqualTo(hits.at("/items/0/prediction/label"));
    assertThat(hits.at("/items/0/overlap").asDouble()).isEqualTo(1);

    JsonNode alarm = alarms.at("/items/0");
    long index = alarm.at("/frame/index").asLong();
    assertThat(alarm.at("/frame/nanos").asLong()).isEqualTo(index * 40_000_000);
    assertThat(alarm.at("/prediction/y").asDouble()).isEqualTo(150);
    assertThat(alarm.at("/truth").isNull()).isTrue();
    assertThat(alarm.at("/doubt").asDouble()).isBetween(0.0, 1.0);

    String number = alarm.get("number").asText();
    JsonNode one =
        ann.get(ledger + "/" + number + "?kind=false_alarms").require(200).json();
    assertThat(one.get("entry")).isEqualTo(alarm);
    assertThat(one.get("place").asInt()).isZero();
    assertThat(one.get("previous").isNull()).isTrue();
    assertThat(one.get("next").asInt()).isEqualTo(alarms.at("/items/1/number").asInt());
    assertThat(one.at("/scene/truth")).hasSize(2);
    String scene = "/api/runs/" + id + "/scene?video=" + alarm.get("video_id").asText() + "&nanos=";
    assertThat(ann.get(scene + alarm.at("/frame/nanos").asLong()).require(200).json())
        .isEqualTo(one.get("scene"));
    assertThat(ann.get(scene + 1).require(200).get("scored").asBoolean()).isFalse();
    ann.get(ledger + "/1000000").require(404);
    ann.get(ledger + "?kind=everything").require(400);
    ann.get(ledger + "?sort=colour").require(400);
  }

  @Test
  void pages_and_sorts_mistakes() {
    String ledger =
        "/api/runs/" + run(wanted("pages", 2)) + "/ledger?kind=hits&sort=score&limit=10";
    List<Double> scores = new ArrayList<>();
    for (String after = "0"; !after.equals("null"); ) {
      JsonNode page = ann.get(ledger + "&after=" + after).require(200).json();
      page.get("items").forEach(one -> scores.add(one.get("score").asDouble()));
      after = page.get("next").asText();
    }

    assertThat(scores).hasSizeGreaterThan(50).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void says_how_parts_of_the_data_do() {
    JsonNode items = ann.get("/api/runs/" + run(wanted("slices", 2)) + "/slices")
        .require(200)
        .get("items");

    assertThat(items.findValuesAsText("name"))
        .contains("small", "medium", "in full view")
        .doesNotContain("large", "occluded");
    assertThat(items.get(0).get("support").asInt()).isEqualTo(VIDEOS * FRAMES);
  }

  @Test
  void keeps_what_the_gate_said() {
    ObjectNode body = wanted("gate", 2);
    rule(body, "recall", "at_least", 0.99);
    rule(body, "AP50", "at_least", 0.1);
    String id = run(body);

    JsonNode gate = result(id).get("gate");
    assertThat(gate.get("verdict").asText()).isEqualTo("fail");
    assertThat(gate.at("/findings").findValuesAsText("verdict")).containsExactly("fail", "pass");
    assertThat(gate.at("/findings/0/reason").asText()).contains("recall");
    ann.get("/api/runs").require(200).get("items").forEach(one -> {
      if (one.get("id").asText().equals(id)) {
        assertThat(one.get("verdict").asText()).isEqualTo("fail");
      }
    });

    ObjectNode better = wanted("gate", 3);
    rule(better, "recall", "drop_at_most", 0.0).put("baseline", id).put("intervals", true);
    JsonNode judged = result(run(better)).get("gate");
    assertThat(judged.get("verdict").asText()).isEqualTo("pass");
    assertThat(judged.at("/findings/0/low").asDouble()).isPositive();
  }

  @Test
  void compares_two_runs_pair_by_pair() {
    String before = run(wanted("compare", 2));
    String after = run(wanted("compare", 3));

    JsonNode found = ann.get("/api/runs/" + before + "/differences?with=" + after)
        .require(200)
        .json();

    assertThat(found.get("reasons")).isEmpty();
    JsonNode recall = figure(found.get("overall"), "recall");
    assertThat(recall.get("difference").asDouble())
        .isCloseTo(recall.get("second").asDouble() - recall.get("first").asDouble(), within(1e-12));
    assertThat(recall.get("low").asDouble()).isPositive();
    int missedBefore = figure(result(before).get("overall"), "FN").get("value").asInt();
    int missedAfter = figure(result(after).get("overall"), "FN").get("value").asInt();
    assertThat(found.get("fixed").asInt() - found.get("broken").asInt())
        .isEqualTo(missedBefore - missedAfter);

    String changes = "/api/runs/" + before + "/changes?with=" + after;
    JsonNode fixed = ann.get(changes + "&kind=fixed").require(200).json();
    assertThat(fixed.get("total").asInt()).isEqualTo(found.get("fixed").asInt());
    assertThat(fixed.at("/items/0/first/kind").asText()).isEqualTo("miss");
    assertThat(fixed.at("/items/0/second/kind").asText()).isEqualTo("hit");
    assertThat(fixed.at("/items/0/first/truth")).isEqualTo(fixed.at("/items/0/second/truth"));
    assertThat(ann.get(changes + "&class=car").require(200).get("items")).isEmpty();
    ann.get(changes + "&kind=all").require(400);

    String other = run(wanted("compare", 3).put("overlap", 0.75));
    JsonNode unlike = ann.get("/api/runs/" + before + "/differences?with=" + other)
        .require(200)
        .json();
    assertThat(unlike.at("/reasons/0").asText()).contains("overlap");
    assertThat(figure(unlike.get("overall"), "AP").get("low").isNull()).isTrue();
    ann.get("/api/runs/" + before + "/changes?with=" + other).require(409);
  }

  @Test
  void counts_frames_on_which_the_model_is_silent_unless_told_otherwise() {
    VideoId id = ann.upload(Clips.SMALL, "file_name=half.mp4").require(201).id();
    GroundTruth truth = truth(0);
    save(id, truth, ReviewState.APPROVED, "ann");
    save(id, new GroundTruth(truth.frames().subList(0, 2)), ReviewState.DRAFT, "another");
    ObjectNode body = wanted("half", 2);
    ((ObjectNode) body.withArray("videos").get(0)).put("video_id", id.toString());
    body.putArray("videos")
        .addObject()
        .put("video_id", id.toString())
        .put("truth", 1)
        .put("predictions", 2);

    JsonNode all = result(run(body));
    JsonNode both = result(run(body.deepCopy().put("frames", "both")));

    assertThat(figure(all.get("overall"), "recall").get("value").asDouble()).isEqualTo(0.25);
    assertThat(figure(both.get("overall"), "recall").get("value").asDouble()).isEqualTo(1);
    assertThat(all.get("pieces").asBoolean()).isTrue();
    ann.delete("/api/videos/" + id).require(202);
  }

  @Test
  void shows_the_figures_of_runs_whose_predictions_nobody_knows() {
    DetectionScore score = Evaluation.detection(first, DetectionSettings.coco());
    Map<String, String> hashes = new HashMap<>();
    score.sequences().forEach(name -> hashes.put(name, "0".repeat(64)));
    EvaluationRun foreign = EvaluationRun.of(new ModelVersion("other", "1"), score, hashes);
    KeptRun kept = dashboard.platform().evaluations().save(foreign, score.ledger());
    String path = "/api/runs/" + kept.run().id();

    JsonNode result = ann.get(path).require(200).get("result");
    assertThat(result.get("unavailable").asText()).contains("another program");
    assertThat(figure(result.get("overall"), "AP").get("value").asDouble()).isPositive();
    assertThat(ann.get(path + "/ledger").require(409).code()).isEqualTo("unknown_predictions");
    eve.get(path).require(403);

    ann.delete(path).require(204);
    ann.get(path).require(404);
  }

  @Test
  void says_which_revision_is_gone() {
    String known = run(wanted("gone", 2));
    EvaluationRun run = dashboard
        .platform()
        .evaluations()
        .find(EvaluationId.of(known))
        .orElseThrow()
        .run();
    EvaluationRun lost = new EvaluationRun(
        EvaluationId.create(),
        run.kind(),
        run.model(),
        run.truth().stream()
            .map(one -> new TruthRef(one.sequence(), "1".repeat(64)))
            .toList(),
        run.parameters(),
        run.overall(),
        run.byClass());
    KeptRun kept = dashboard.platform().evaluations().save(lost, List.of());
    String path = "/api/runs/" + kept.run().id();

    assertThat(ann.get(path).require(200).get("result").get("unavailable").asText())
        .contains("no longer exist");
    Answer ledger = ann.get(path + "/ledger").require(410);
    assertThat(ledger.code()).isEqualTo("revision_gone");
    assertThat(ledger.get("detail").asText()).contains("film0.mp4");
  }

  @Test
  void refuses_what_cannot_be_scored_with_one_sentence() {
    post(ann, JSON.createObjectNode()).require(400);
    post(ann, wanted("1", 1)).require(400);
    post(ann, wanted("1", 9)).require(404);
    post(ann, wanted(" ", 2)).require(400);
    post(ann, wanted("1", 2).put("overlap", 0)).require(400);
    post(ann, wanted("1", 2).put("protocol", "mine")).require(400);
    post(ann, wanted("1", 2).put("frames", "some")).require(400);
    ObjectNode relative = wanted("1", 2);
    rule(relative, "AP", "drop_at_most", 0.1);
    post(ann, relative).require(400);
    ObjectNode nobody = wanted("1", 2);
    nobody.withArray("videos").removeAll();
    post(ann, nobody).require(400);
    ObjectNode unknown = wanted("1", 2);
    rule(unknown, "beauty", "at_least", 0.1);
    String id = run(unknown);
    JsonNode failed = ann.get("/api/runs/" + id).require(200).json();
    assertThat(failed.get("state").asText()).isEqualTo("failed");
    assertThat(failed.get("reason").asText()).contains("beauty");
    ann.get("/api/runs/" + EvaluationId.create()).require(404);
    ann.get("/api/runs/nonsense").require(404);
  }
}
