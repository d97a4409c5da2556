package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.examples.dashboard.api.Api.Answer;
import dev.reelstate.video.VideoId;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people, Ann and Bob, who edit the ground truth of a video. */
class AnnotationApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FrameRef FRAME = FrameRef.of(3, Duration.ofMillis(120));
  private static final Annotation CAR = Annotation.of(
          "car", new Box(10, 20, 30, 40), new Provenance(Origin.DETECTOR, "model 1", false))
      .withScore(0.4)
      .withTrack("7");
  private static final Annotation DOG = Annotation.of(
      "dog", new Box(50, 60, 10, 10), new Provenance(Origin.DETECTOR, "model 1", false));

  @TempDir
  private Path folder;

  private TestDashboard dashboard;
  private VideoId video;
  private Api ann;
  private Api bob;
  private int requests;

  @BeforeEach
  void start() {
    open();
    video = ann.upload(Clips.SMALL, "file_name=a.mp4").require(201).id();
    dashboard
        .platform()
        .groundTruth()
        .save(
            video,
            new GroundTruth(List.of(new AnnotatedFrame(FRAME, List.of(CAR, DOG)))),
            ReviewState.DRAFT,
            "model 1");
  }

  private void open() {
    dashboard = TestDashboard.start(TestDashboard.settings(folder), new People());
    ann = new Api(dashboard.port(), "ann");
    bob = new Api(dashboard.port(), "bob");
  }

  @AfterEach
  void stop() {
    dashboard.close();
  }

  private String path(String rest) {
    return "/api/videos/" + video + "/annotations" + rest;
  }

  private Answer post(Api api, String rest, JsonNode body) {
    return api.send("POST", path(rest), BodyPublishers.ofString(body.toString()));
  }

  private Answer change(Api api, long version, ObjectNode... changes) {
    return change("request " + ++requests, api, version, changes);
  }

  private Answer change(String request, Api api, long version, ObjectNode... changes) {
    ObjectNode body = JSON.createObjectNode().put("request", request).put("version", version);
    body.putArray("changes").addAll(List.of(changes));
    body.putArray("resolved");
    return post(api, "/changes", body);
  }

  private static ObjectNode change(@Nullable JsonNode before, @Nullable JsonNode after) {
    return change(3, 120_000_000, before, after);
  }

  private static ObjectNode change(
      long index, long nanos, @Nullable JsonNode before, @Nullable JsonNode after) {
    ObjectNode change = JSON.createObjectNode();
    change.putObject("frame").put("index", index).put("nanos", nanos).put("estimated", false);
    change.set("before", before);
    change.set("after", after);
    return change.putNull("examined");
  }

  private static ObjectNode box(String label, double x) {
    ObjectNode box = JSON.createObjectNode().put("label", label).put("x", x).put("y", 5);
    box.put("width", 12.5).put("height", 8).putNull("area").putNull("score").putNull("track");
    box.putArray("traits").add("occluded");
    box.putObject("attributes");
    return box.put("origin", "person").put("by", "somebody").put("confirmed", true);
  }

  private JsonNode copy(Api api) {
    return api.get(path("")).require(200).json();
  }

  /** The annotation of a class in a working copy. */
  private ObjectNode find(Api api, String label) {
    for (JsonNode frame : copy(api).get("frames")) {
      for (JsonNode one : frame.get("annotations")) {
        if (one.get("label").asText().equals(label)) {
          return (ObjectNode) one;
        }
      }
    }
    throw new AssertionError("There is no " + label + ".");
  }

  private List<String> labels(Api api) {
    return copy(api).get("frames").findValuesAsText("label");
  }

  @Test
  void begins_with_the_latest_revision() {
    JsonNode copy = copy(ann);

    assertThat(copy.get("base").asInt()).isEqualTo(1);
    assertThat(copy.get("user").asText()).isEqualTo("ann");
    assertThat(copy.at("/frames/0/frame/nanos").asLong()).isEqualTo(120_000_000);
    assertThat(labels(ann)).containsExactly("car", "dog");
  }

  @Test
  void what_a_person_draws_is_that_persons_whatever_the_request_says() {
    change(ann, 0, change(4, 160_000_000, null, box("cat", 1))).require(200);

    ObjectNode cat = find(bob, "cat");
    assertThat(cat.get("origin").asText()).isEqualTo("person");
    assertThat(cat.get("by").asText()).isEqualTo("ann");
    assertThat(cat.get("confirmed_by").asText()).isEqualTo("ann");
    assertThat(cat.get("traits").get(0).asText()).isEqualTo("occluded");
  }

  @Test
  void what_a_person_changes_is_confirmed_by_that_person_and_undone_exactly() {
    ObjectNode car = find(ann, "car");
    change(ann, 0, change(car, car.deepCopy().put("x", 11))).require(200);

    ObjectNode moved = find(ann, "car");
    assertThat(moved.get("origin").asText()).isEqualTo("detector");
    assertThat(moved.get("confirmed_by").asText()).isEqualTo("ann");

    change(ann, 1, change(moved, car)).require(200);
    assertThat(find(ann, "car")).isEqualTo(car);
  }

  @Test
  void changes_of_different_annotations_are_all_made() {
    ObjectNode car = find(ann, "car");
    ObjectNode dog = find(bob, "dog");

    change(ann, 0, change(car, car.deepCopy().put("x", 11))).require(200);
    JsonNode news = change(bob, 0, change(dog, null)).require(200).json();

    assertThat(news.get("conflicts")).isEmpty();
    assertThat(news.get("entries")).hasSize(2);
    assertThat(news.get("entries").get(0).get("by").asText()).isEqualTo("ann");
    assertThat(labels(ann)).containsExactly("car");
    assertThat(find(bob, "car").get("x").asDouble()).isEqualTo(11);
  }

  @Test
  void the_second_change_of_the_same_annotation_becomes_a_conflict_that_stays_until_decided() {
    ObjectNode car = find(ann, "car");
    change(ann, 0, change(car, car.deepCopy().put("x", 11))).require(200);
    change(bob, 0, change(car, car.deepCopy().put("label", "truck"))).require(200);
    change(bob, 0, change(car, car.deepCopy().put("label", "truck"))).require(200);
    dashboard.close();
    open();

    JsonNode conflicts = copy(ann).get("conflicts");
    assertThat(conflicts).hasSize(1);
    JsonNode conflict = conflicts.get(0);
    assertThat(conflict.get("by").asText()).isEqualTo("bob");
    assertThat(conflict.at("/change/after/label").asText()).isEqualTo("truck");
    assertThat(conflict.at("/theirs/x").asDouble()).isEqualTo(11);
    assertThat(find(bob, "car").get("x").asDouble()).isEqualTo(11);
    assertThat(save(ann, 2).require(409).code()).isEqualTo("open_conflicts");

    ObjectNode body = JSON.createObjectNode().put("request", "decide").put("version", 2);
    body.putArray("changes").add(change(conflict.get("theirs"), conflict.at("/change/after")));
    body.putArray("resolved").add(conflict.get("id"));
    post(bob, "/changes", body).require(200);

    assertThat(copy(ann).get("conflicts")).isEmpty();
    assertThat(labels(ann)).containsExactly("dog", "truck");
    save(ann, 3).require(201);
  }

  @Test
  void the_working_copy_of_a_deleted_video_is_removed() throws Exception {
    Path journal = folder.resolve("review/" + video + ".jsonl");
    change(ann, 0, change(null, box("cat", 1))).require(200);
    assertThat(journal).exists();

    dashboard.settled(video);
    dashboard.platform().delete(video);

    Instant end = Instant.now().plusSeconds(20);
    while (Files.exists(journal) && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    assertThat(journal).doesNotExist();
  }

  @Test
  void working_copies_of_videos_that_others_deleted_are_removed_at_the_start() throws Exception {
    change(ann, 0, change(null, box("cat", 1))).require(200);
    Path kept = folder.resolve("review/" + video + ".jsonl");
    Path left = Files.copy(kept, folder.resolve("review/" + VideoId.create() + ".jsonl"));
    dashboard.close();
    open();

    assertThat(left).doesNotExist();
    assertThat(kept).exists();
    assertThat(labels(ann)).contains("cat");
  }

  @Test
  void a_request_whose_answer_was_lost_can_be_sent_again() {
    ObjectNode cat = change(null, box("cat", 1));

    change("one", ann, 0, cat).require(200);
    change(bob, 1, change(find(bob, "cat"), null)).require(200);
    change("one", ann, 0, cat).require(200);
    ObjectNode dog = find(ann, "dog");
    change("two", ann, 1, change(dog, null)).require(200);
    JsonNode news = change("two", ann, 1, change(dog, null)).require(200).json();

    assertThat(news.get("conflicts")).isEmpty();
    assertThat(labels(ann)).containsExactly("car");
  }

  @Test
  void two_boxes_of_a_track_on_one_frame_are_a_conflict() {
    change(ann, 0, change(null, box("car", 1).put("track", "7"))).require(200);

    assertThat(copy(ann).get("conflicts")).hasSize(1);
    assertThat(copy(ann).at("/conflicts/0/theirs/x").asDouble()).isEqualTo(10);
  }

  @Test
  void a_frame_can_be_examined_without_a_box_on_it() {
    ObjectNode examined = change(9, 360_000_000, null, null).put("examined", true);

    change(ann, 0, examined).require(200);
    assertThat(copy(ann).get("frames")).hasSize(2);

    change(ann, 1, examined.deepCopy().put("examined", false)).require(200);
    assertThat(copy(ann).get("frames")).hasSize(1);
  }

  private Answer save(Api api, long version) {
    return post(
        api, "/revisions", JSON.createObjectNode().put("version", version).put("state", "draft"));
  }

  @Test
  void survives_a_crash_while_writing() throws Exception {
    change(ann, 0, change(null, box("cat", 1))).require(200);
    dashboard.close();
    Files.writeString(
        folder.resolve("review/" + video + ".jsonl"),
        "{\"number\":2,\"by\":",
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);
    open();

    assertThat(labels(ann)).containsExactly("car", "cat", "dog");
    change(bob, 1, change(null, box("bird", 1))).require(200);
    dashboard.close();
    open();
    assertThat(labels(ann)).containsExactly("bird", "car", "cat", "dog");
  }

  @Test
  void becomes_a_revision_that_is_reviewed_and_then_final() {
    change(ann, 0, change(null, box("cat", 1))).require(200);
    assertThat(save(bob, 0).require(409).code()).isEqualTo("stale_version");
    Answer saved = save(ann, 1).require(201);
    assertThat(saved.json().at("/revision/saved_by").asText()).isEqualTo("ann");

    judge(ann, "draft", "in_review").require(200);
    assertThat(judge(bob, "draft", "in_review").require(409).code()).isEqualTo("stale_state");
    Answer approved = judge(bob, "in_review", "approved").require(200);
    assertThat(approved.json().get("reviews")).hasSize(2);
    assertThat(approved.json().at("/reviews/1/by").asText()).isEqualTo("bob");
    assertThat(judge(bob, "approved", "draft").require(409).code()).isEqualTo("approved");
    assertThat(ann.video(video).get("ground_truth_status").asText()).isEqualTo("approved");

    change(ann, 1, change(find(ann, "cat"), null)).require(200);
    assertThat(ann.get(path("/revisions")).require(200).get("items")).hasSize(2);
    assertThat(dashboard
            .platform()
            .groundTruth()
            .find(video)
            .orElseThrow()
            .content()
            .annotationCount())
        .isEqualTo(3);
  }

  private Answer judge(Api api, String from, String to) {
    return post(
        api, "/revisions/2/state", JSON.createObjectNode().put("from", from).put("to", to));
  }

  @Test
  void takes_a_revision_that_somebody_saved_meanwhile_into_the_copy() {
    ObjectNode car = find(ann, "car");
    ObjectNode dog = find(ann, "dog");
    change(ann, 0, change(car, car.deepCopy().put("x", 11))).require(200);
    change(ann, 1, change(dog, dog.deepCopy().put("x", 51))).require(200);
    Annotation bird = Annotation.of("bird", new Box(1, 1, 2, 2), DOG.provenance());
    Annotation other = Annotation.of("dog", new Box(49, 60, 10, 10), DOG.provenance());
    dashboard
        .platform()
        .groundTruth()
        .save(
            video,
            new GroundTruth(List.of(new AnnotatedFrame(FRAME, List.of(CAR, other, bird)))),
            ReviewState.DRAFT,
            "model 2");
    assertThat(save(ann, 2).require(409).code()).isEqualTo("stale_base");

    Answer rebased = post(ann, "/rebase", JSON.createObjectNode()).require(200);

    assertThat(rebased.get("base").asInt()).isEqualTo(2);
    assertThat(rebased.get("reload").asBoolean()).isTrue();
    assertThat(labels(ann)).containsExactly("bird", "car", "dog");
    assertThat(find(ann, "car").get("x").asDouble()).isEqualTo(11);
    assertThat(find(ann, "dog").get("x").asDouble()).isEqualTo(49);
    assertThat(rebased.get("conflicts")).hasSize(1);
    assertThat(rebased.json().at("/conflicts/0/change/after/x").asDouble()).isEqualTo(51);
    assertThat(rebased.json().at("/conflicts/0/theirs/x").asDouble()).isEqualTo(49);
  }

  @Test
  void follows_the_latest_revision_as_long_as_nobody_changed_anything() {
    assertThat(labels(ann)).hasSize(2);
    dashboard
        .platform()
        .groundTruth()
        .save(
            video,
            new GroundTruth(List.of(new AnnotatedFrame(FRAME, List.of(CAR)))),
            ReviewState.DRAFT,
            "model 2");

    assertThat(labels(ann)).containsExactly("car");
    assertThat(ann.get(path("/changes?after=0")).require(200).get("reload").asBoolean())
        .isTrue();
  }

  @Test
  void says_where_a_model_disagrees_and_how_well_two_annotators_agree() {
    change(ann, 0, change(find(ann, "dog"), null), change(null, box("cat", 500)))
        .require(200);
    save(ann, 1).require(201);

    JsonNode items = ann.get(path("/disagreements?with=1")).require(200).get("items");
    assertThat(items.findValuesAsText("label")).contains("dog");
    assertThat(items.get(0).at("/frame/index").asInt()).isEqualTo(3);

    Answer agreement = ann.get(path("/agreement?first=1&second=2")).require(200);
    assertThat(agreement.get("first").asText()).isEqualTo("Revision 1 by model 1");
    assertThat(agreement.get("second").asText()).isEqualTo("Revision 2 by ann");
    assertThat(agreement.get("matched").asInt()).isEqualTo(1);
    assertThat(agreement.get("only_first").asInt()).isEqualTo(1);
    assertThat(agreement.get("only_second").asInt()).isEqualTo(1);
    ann.get(path("/agreement?first=1&second=1")).require(400);
    ann.get(path("/disagreements?with=7")).require(404);
  }

  @Test
  void writes_every_format_says_what_is_lost_and_reads_them_again() {
    dashboard.settled(video);
    change(ann, 0, change(find(ann, "dog"), null)).require(200);
    save(ann, 1).require(201);
    for (String format : List.of("coco", "cvat-video", "cvat-images", "mot", "yolo", "voc")) {
      String query = "?format=" + format + "&revision=2";
      byte[] file = ann.get(path("/export" + query)).require(200).bytes();
      assertThat(ann.get(path("/losses" + query))
              .require(200)
              .json()
              .at("/items/0/kind")
              .asText())
          .isEqualTo("provenance");

      Answer read = ann.send(
          "POST",
          path("/import?file_name=truth&format=" + format),
          BodyPublishers.ofByteArray(file));

      assertThat(read.status()).as(read.text()).isIn(200, 201);
      assertThat(read.json().at("/revision/annotations").asInt()).as(format).isEqualTo(1);
    }
    ann.send("POST", path("/import?format=coco"), BodyPublishers.ofString("This is no JSON."))
        .require(400);
    ann.get(path("/export?format=coco&revision=99")).require(404);
    ann.get(path("/export?format=tape&revision=1")).require(400);
  }

  @Test
  void refuses_what_is_not_valid_with_one_sentence() {
    change(ann, 0, change(null, box("", 1))).require(400);
    change(ann, 0, change(null, box("cat", 1).put("width", -1))).require(400);
    change(ann, 0, change(null, null)).require(400);
    post(ann, "/changes", JSON.createObjectNode()).require(400);
    ann.send("POST", path("/changes"), BodyPublishers.ofString("[")).require(400);
    ann.get(path("/changes?after=x")).require(400);
    post(ann, "/revisions/9/state", JSON.createObjectNode().put("from", "draft").put("to", "x"))
        .require(400);
    post(
            ann,
            "/revisions/9/state",
            JSON.createObjectNode().put("from", "draft").put("to", "approved"))
        .require(404);
    new Api(dashboard.port(), "eve").get(path("")).require(403);
    ann.get("/api/videos/" + VideoId.create() + "/annotations").require(404);
  }
}
