package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelstate.examples.dashboard.api.Api.Answer;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class VideoApiTest {

  private static final String UNKNOWN = "01980c2e-6a3b-7f21-9c44-0d5e8a7b1f36";

  @TempDir
  private static Path folder;

  private static TestDashboard dashboard;
  private static Api api;

  @BeforeAll
  static void start() {
    dashboard = TestDashboard.start(folder);
    api = dashboard.api();
  }

  @AfterAll
  static void end() {
    dashboard.close();
  }

  private static VideoId upload(String query) {
    return api.upload(Clips.SMALL, query).require(201).id();
  }

  /** A rejected video, which needs no processing, in a separate project. */
  private static VideoId rejected(String project, String title) {
    return api.upload(
            Clips.text(100), "file_name=a.txt&project=" + project + "&title=" + Api.encode(title))
        .require(201)
        .id();
  }

  private static List<String> ids(Answer list) {
    List<String> ids = new ArrayList<>();
    list.require(200).get("items").forEach(video -> ids.add(video.get("id").asText()));
    return ids;
  }

  @Test
  void accepts_a_video_in_one_request_and_shows_its_details_when_it_is_done() {
    Answer created = api.upload(Clips.SMALL, "file_name=holiday.mp4&title=Holiday&project=whole");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo("/api/videos/" + created.id());
    dashboard.settled(created.id());

    JsonNode video = api.video(created.id()).require(200).json();

    assertThat(video.get("status").asText()).isEqualTo("completed");
    assertThat(video.get("title").asText()).isEqualTo("Holiday");
    assertThat(video.get("file_name").asText()).isEqualTo("holiday.mp4");
    assertThat(video.get("file_size").asInt()).isEqualTo(Clips.SMALL.length);
    assertThat(video.get("playable").asBoolean()).isTrue();
    assertThat(video.get("progress").asDouble()).isEqualTo(1);
    assertThat(video.get("media").get("width").asInt()).isEqualTo(160);
    assertThat(video.get("actions"))
        .extracting(JsonNode::asText)
        .containsExactly("reprocess", "delete");
    assertThat(video.get("tasks")).isNotEmpty().allSatisfy(task -> {
      assertThat(task.get("status").asText()).isIn("succeeded", "skipped");
    });
    assertThat(video.get("artifacts"))
        .extracting(artifact -> artifact.get("kind").asText())
        .contains("poster", "hls", "mp4");
    assertThat(video.get("urls").get("hls").asText()).endsWith(".m3u8");
    assertThat(video.get("failures")).isEmpty();
    assertThat(
            api.get("/api/videos/" + created.id() + "/artifacts").require(200).get("items"))
        .isEqualTo(video.get("artifacts"));
  }

  @Test
  void repeats_properties_under_the_names_of_older_clients_on_request() {
    VideoId id = upload("file_name=old.mp4&project=old");
    dashboard.settled(id);
    VideoId bad = rejected("old", "bad");

    for (VideoId each : List.of(id, bad)) {
      JsonNode video =
          api.get("/api/videos/" + each + "?aliases=true").require(200).json();
      assertThat(video.get("processing_status")).isEqualTo(video.get("status"));
      assertThat(video.get("groundTruthStatus")).isEqualTo(video.get("ground_truth_status"));
      assertThat(video.get("ground_truth_generated").asBoolean()).isFalse();
      assertThat(video.get("filename")).isEqualTo(video.get("file_name"));
      assertThat(video.get("project")).isEqualTo(video.get("project_id"));
      assertThat(video.get("upload_date")).isEqualTo(video.get("created_at"));
    }
    JsonNode good = api.get("/api/videos/" + id + "?aliases=true").json();
    assertThat(good.get("duration")).isEqualTo(good.get("media").get("duration"));
    assertThat(good.get("duration").asDouble()).isBetween(0.9, 1.2);
    JsonNode failed = api.get("/api/videos/" + bad + "?aliases=true").json();
    assertThat(failed.get("error_message")).isEqualTo(failed.get("failure").get("message"));

    assertThat(api.get("/api/videos?project=old&aliases=true").get("items"))
        .hasSize(2)
        .allMatch(video -> video.has("processing_status"));
    assertThat(api.get("/api/videos?project=old").get("items"))
        .allMatch(video -> !video.has("processing_status") && !video.has("duration"));
    assertThat(api.video(id).json().has("error_message")).isFalse();
  }

  @Test
  void lists_page_by_page_newest_first() {
    List<String> uploaded = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      uploaded.add(0, rejected("paged", "video " + i).toString());
    }

    List<String> listed = new ArrayList<>();
    String after = "";
    int pages = 0;
    do {
      Answer page = api.get("/api/videos?project=paged&limit=2" + after).require(200);
      assertThat(ids(page)).hasSizeBetween(1, 2);
      listed.addAll(ids(page));
      after = page.get("next").isNull()
          ? ""
          : "&after=" + Api.encode(page.get("next").asText());
      pages++;
    } while (!after.isEmpty());

    assertThat(listed).isEqualTo(uploaded);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void finds_by_status_text_project_and_label() {
    VideoId bad = rejected("found", "Notes of a walk");
    VideoId labelled = dashboard
        .platform()
        .ingest(
            new NewVideo(VideoId.create(), "found", "A run", "run.mp4", null, Set.of("sport"), 0),
            new ByteArrayInputStream(Clips.SMALL))
        .id();
    dashboard.settled(labelled);

    assertThat(ids(api.get("/api/videos?project=found")))
        .containsExactly(labelled.toString(), bad.toString());
    assertThat(ids(api.get("/api/videos?project=found&status=rejected")))
        .containsExactly(bad.toString());
    assertThat(ids(api.get("/api/videos?project=found&status=completed,rejected")))
        .hasSize(2);
    assertThat(ids(api.get("/api/videos?project=found&status=failed"))).isEmpty();
    assertThat(ids(api.get("/api/videos?project=found&text=WALK"))).containsExactly(bad.toString());
    assertThat(ids(api.get("/api/videos?project=found&label=sport")))
        .containsExactly(labelled.toString());
    assertThat(ids(api.get("/api/videos?project=nowhere"))).isEmpty();
  }

  @Test
  void counts_the_listed_videos() {
    rejected("counted", "one");
    rejected("counted", "two");
    VideoId gone = rejected("counted", "three");

    JsonNode before = api.get("/api/videos/count?project=counted").require(200).json();
    api.delete("/api/videos/" + gone).require(202);
    JsonNode after = api.get("/api/videos/count?project=counted").require(200).json();

    assertThat(before.get("total").asInt()).isEqualTo(3);
    assertThat(before.get("by_status").get("rejected").asInt()).isEqualTo(3);
    assertThat(after.get("total").asInt()).isEqualTo(2);
    assertThat(
            api.get("/api/videos/count?project=counted&text=TWO").get("total").asInt())
        .isEqualTo(1);
    assertThat(api.get("/api/videos/count?project=counted&status=completed")
            .get("total")
            .asInt())
        .isZero();
  }

  @Test
  void counts_only_requested_statuses() {
    VideoId gone = rejected("strict", "one");
    api.delete("/api/videos/" + gone).require(202);

    JsonNode count = api.get("/api/videos/count?project=strict&status=completed")
        .require(200)
        .json();

    assertThat(count.get("by_status").has("rejected")).isFalse();
  }

  @Test
  void returns_the_video_of_the_first_upload_with_a_key() {
    VideoId first = upload("file_name=a.mp4&project=keyed&upload_key=k");
    VideoId second = upload("file_name=b.mp4&project=keyed&upload_key=k");

    assertThat(second).isEqualTo(first);
    assertThat(ids(api.get("/api/videos?project=keyed"))).hasSize(1);
  }

  @Test
  void says_why_a_file_is_rejected_and_what_to_do() {
    VideoId id = rejected("rejected", "A letter");

    JsonNode failure = api.video(id).require(200).get("failure");

    assertThat(api.video(id).get("status").asText()).isEqualTo("rejected");
    assertThat(failure.get("code").asText()).isEqualTo("NOT_MEDIA");
    assertThat(failure.get("number").asInt()).isEqualTo(1002);
    assertThat(failure.get("family").asText()).isEqualTo("input");
    assertThat(failure.get("message").asText()).endsWith(".");
    assertThat(failure.get("advice").asText()).endsWith(".");
    assertThat(failure.get("retryable").asBoolean()).isFalse();
    assertThat(Leaks.found(failure.get("message").asText())).isEmpty();
  }

  @Test
  void reprocesses_a_completed_video() {
    VideoId id = upload("file_name=again.mp4&project=again");
    dashboard.settled(id);

    Answer queued = api.post("/api/videos/" + id + "/reprocess").require(200);
    assertThat(queued.get("status").asText()).isEqualTo("queued");
    dashboard.settled(id);

    assertThat(api.video(id).get("published_generation").asInt()).isEqualTo(2);
  }

  @Test
  void cancels_processing_and_resumes_it_later() {
    VideoId id = api.upload(Clips.LONGER, "file_name=long.mp4&project=stopped")
        .require(201)
        .id();

    assertThat(
            api.post("/api/videos/" + id + "/cancel").require(200).get("status").asText())
        .isEqualTo("cancelled");
    assertThat(
            api.post("/api/videos/" + id + "/cancel").require(200).get("status").asText())
        .as("already")
        .isEqualTo("cancelled");
    assertThat(
            api.post("/api/videos/" + id + "/retry").require(200).get("status").asText())
        .isEqualTo("queued");

    assertThat(dashboard.settled(id).status()).isEqualTo(VideoStatus.COMPLETED);
  }

  @Test
  void refuses_impossible_actions() {
    VideoId id = upload("file_name=done.mp4&project=done");
    dashboard.settled(id);
    VideoId bad = rejected("done", "bad");

    for (String action : List.of(
        id + "/retry", id + "/cancel", bad + "/retry", bad + "/cancel", bad + "/reprocess")) {
      Answer refused = api.post("/api/videos/" + action);
      assertThat(refused.status()).as(action).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("conflict");
    }
    assertThat(api.video(id).get("status").asText()).isEqualTo("completed");
  }

  @Test
  void restores_a_deleted_video() {
    VideoId id = rejected("trash", "wanted");

    Answer deleted = api.delete("/api/videos/" + id).require(202);
    assertThat(ids(api.get("/api/videos?project=trash"))).isEmpty();
    assertThat(api.post("/api/videos/" + id + "/retry").require(409).code()).isEqualTo("conflict");
    assertThat(api.delete("/api/videos/" + id).require(202).get("undo_until"))
        .isEqualTo(deleted.get("undo_until"));

    assertThat(api.post("/api/videos/" + id + "/restore").require(200).id()).isEqualTo(id);
    assertThat(ids(api.get("/api/videos?project=trash"))).containsExactly(id.toString());
    assertThat(api.post("/api/videos/" + id + "/restore").status()).as("twice").isEqualTo(404);
  }

  @Test
  void lists_what_can_be_restored_latest_first() {
    VideoId first = rejected("bin", "one");
    VideoId second = rejected("bin", "two");
    api.delete("/api/videos/" + first).require(202);
    Answer deleted = api.delete("/api/videos/" + second).require(202);

    JsonNode items = api.get("/api/trash").require(200).get("items");
    assertThat(items)
        .extracting(item -> item.get("video").get("id").asText())
        .containsSubsequence(second.toString(), first.toString());
    assertThat(items.get(0).get("undo_until")).isEqualTo(deleted.get("undo_until"));

    api.post("/api/videos/" + second + "/restore").require(200);
    assertThat(api.get("/api/trash").get("items"))
        .extracting(item -> item.get("video").get("id").asText())
        .doesNotContain(second.toString());
  }

  @Test
  void clears_what_came_to_nothing_and_nothing_else() {
    VideoId one = rejected("clear", "one");
    VideoId two = rejected("clear", "two");
    VideoId elsewhere = rejected("kept", "three");

    Answer cleared =
        api.delete("/api/videos?status=failed,rejected,cancelled&project=clear").require(202);

    assertThat(cleared.get("items"))
        .extracting(item -> item.get("video").get("id").asText())
        .containsExactly(two.toString(), one.toString());
    assertThat(cleared.get("more").asBoolean()).isFalse();
    assertThat(ids(api.get("/api/videos?project=clear"))).isEmpty();
    assertThat(ids(api.get("/api/videos?project=kept"))).containsExactly(elsewhere.toString());
    api.post("/api/videos/" + one + "/restore").require(200);
    for (String query : List.of("", "?status=completed", "?status=failed,processing")) {
      assertThat(api.delete("/api/videos" + query).require(400).code())
          .isEqualTo("invalid_request");
    }
  }

  private static byte[] form(byte[] file, String... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String part : parts) {
      String[] field = part.split("=", 2);
      boolean isFile = field[0].equals("file");
      body.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"" + field[0] + "\""
              + (isFile ? "; filename=\"" + field[1] + "\"\r\nContent-Type: video/mp4" : "")
              + "\r\n\r\n")
          .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(isFile ? file : field[1].getBytes(StandardCharsets.UTF_8));
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes("--edge--\r\n".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  private static Answer send(byte[] form) {
    return api.send(
        "POST",
        "/api/videos",
        BodyPublishers.ofByteArray(form),
        "Content-Type",
        "multipart/form-data; boundary=edge");
  }

  @Test
  void takes_the_file_of_a_form_as_it_is() throws Exception {
    Answer answer =
        send(form(Clips.SMALL, "project=forms", "file=C:\\clips\\a clip.mp4", "title=Later"));

    JsonNode video = answer.require(201).json();
    assertThat(video.get("file_name").asText()).isEqualTo("a clip.mp4");
    assertThat(video.get("project_id").asText()).isEqualTo("forms");
    assertThat(video.get("title").asText()).isEqualTo("Later");
    assertThat(video.get("file_size").asInt()).isEqualTo(Clips.SMALL.length);
    assertThat(api.get(video.get("urls").get("original").asText()).bytes()).isEqualTo(Clips.SMALL);
    assertThat(dashboard.settled(answer.id()).status()).isEqualTo(VideoStatus.COMPLETED);
  }

  @Test
  void refuses_a_form_without_a_file() {
    assertThat(send(form(new byte[0], "title=a")).require(400).get("detail").asText())
        .contains("no file");
    assertThat(send(form(new byte[0], "file=a.mp4", "project=forms"))
            .require(422)
            .get("failure")
            .get("name")
            .asText())
        .isEqualTo("EMPTY_FILE");
    assertThat(api.send(
                "POST",
                "/api/videos",
                BodyPublishers.ofString("x"),
                "Content-Type",
                "multipart/form-data")
            .require(400)
            .code())
        .isEqualTo("invalid_request");
    assertThat(send("no form".getBytes(StandardCharsets.UTF_8)).require(400).code())
        .isEqualTo("interrupted");
  }

  private static Answer edit(Api client, VideoId id, String body) {
    return client.send("PATCH", "/api/videos/" + id, BodyPublishers.ofString(body));
  }

  @Test
  void edits_what_is_named_and_leaves_the_rest() {
    VideoId id = rejected("edit", "before");

    Answer edited = edit(
            api,
            id,
            "{\"title\":\"After\",\"labels\":[\"b\",\"a\"],\"metadata\":{\"camera\":\"3\"}}")
        .require(200);
    assertThat(edited.get("title").asText()).isEqualTo("After");
    assertThat(edited.get("labels")).extracting(JsonNode::asText).containsExactly("a", "b");
    assertThat(edited.get("metadata").toString()).isEqualTo("{\"camera\":\"3\"}");

    edit(api, id, "{\"labels\":[],\"priority\":7}").require(200);
    JsonNode video = api.video(id).json();
    assertThat(video.get("title").asText()).isEqualTo("After");
    assertThat(video.get("labels")).isEmpty();
    assertThat(video.get("metadata").get("camera").asText()).isEqualTo("3");
    assertThat(video.get("priority").asInt()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{",
        "{\"title\":\"\"}",
        "{\"title\":null}",
        "{\"title\":3}",
        "{\"labels\":\"a\"}",
        "{\"labels\":[1]}",
        "{\"labels\":[\" \"]}",
        "{\"metadata\":{\"a\":1}}",
        "{\"metadata\":[]}",
        "{\"priority\":\"high\"}",
        "{\"status\":\"completed\"}",
        "{\"title\":\"a\\u0000\"}"
      })
  void refuses_what_is_no_edit(String body) {
    VideoId id = rejected("edit", "stays");

    assertThat(edit(api, id, body).require(400).code()).isEqualTo("invalid_request");

    assertThat(api.video(id).get("title").asText()).isEqualTo("stays");
  }

  @Test
  void deletes_permanently_when_the_time_is_over(@TempDir Path other) {
    try (TestDashboard hasty =
        TestDashboard.start(TestDashboard.settings(other).withUndo(Duration.ZERO))) {
      Api client = hasty.api();
      VideoId id = client.upload(Clips.text(50), "file_name=a.txt").require(201).id();

      client.delete("/api/videos/" + id).require(202);
      TestDashboard.until(
          "the video is deleted", () -> hasty.platform().get(id).status() == VideoStatus.DELETED);

      String video = "/api/videos/" + id;
      assertThat(client.get(video).require(410).code()).isEqualTo("gone");
      client.post(video + "/restore").require(410);
      client.post(video + "/retry").require(410);
      client.delete(video).require(410);
      for (String part : List.of("/original", "/poster", "/artifacts", "/media/a.mp4")) {
        assertThat(client.get(video + part).status()).as(part).isEqualTo(410);
      }
      edit(client, id, "{\"title\":\"late\"}").require(410);
      assertThat(client.get("/api/trash").get("items")).isEmpty();
      assertThat(client.get("/api/videos").get("items")).isEmpty();
      assertThat(client.get("/api/videos/count").get("total").asInt()).isZero();
    }
  }

  @Test
  void remembers_restorable_videos_across_a_restart(@TempDir Path other) {
    VideoId id;
    try (TestDashboard first =
        TestDashboard.start(TestDashboard.settings(other).withUndo(Duration.ofMinutes(5)))) {
      id = first.api().upload(Clips.text(50), "file_name=a.txt").require(201).id();
      first.api().delete("/api/videos/" + id).require(202);
    }
    try (TestDashboard second = TestDashboard.start(other)) {
      assertThat(second.api().get("/api/videos").get("items")).isEmpty();
      second.api().post("/api/videos/" + id + "/restore").require(200);
      assertThat(ids(second.api().get("/api/videos"))).containsExactly(id.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "PATCH /",
        "DELETE /",
        "POST /restore",
        "POST /retry",
        "POST /cancel",
        "POST /reprocess",
        "GET /artifacts",
        "GET /poster",
        "HEAD /poster",
        "GET /original",
        "GET /media/a/b.mp4",
        "GET /events"
      })
  void knows_no_video_that_does_not_exist(String request) {
    String method = request.substring(0, request.indexOf(' '));
    String rest = request.substring(request.indexOf('/')).replaceFirst("/$", "");
    for (String id : List.of(UNKNOWN, "no-uuid")) {
      Answer answer = api.send(method, "/api/videos/" + id + rest, BodyPublishers.noBody());
      assertThat(answer.status()).as(id).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=-1",
        "limit=many",
        "limit=99999999999999999999",
        "status=lost",
        "status=completed,lost",
        "after=nonsense",
        "after=%00",
        "text=%00",
        "label=%00",
        "project=%00"
      })
  void refuses_bad_parameters_in_one_sentence(String query) {
    Answer answer = api.get("/api/videos?" + query);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "file_name=",
        "file_name=%00",
        "file_name=a&title=%00",
        "file_name=a&project=%00",
        "file_name=a&upload_key=%00"
      })
  void refuses_invalid_uploads(String query) {
    Answer answer = api.upload(Clips.text(10), query);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
  }

  @Test
  void refuses_names_that_are_too_long() {
    String word = "x".repeat(256);

    assertThat(api.get("/api/videos?project=" + word).status()).isEqualTo(400);
    assertThat(api.get("/api/videos?label=" + word).status()).isEqualTo(400);
    assertThat(api.get("/api/videos/count?project=" + word).status()).isEqualTo(400);
    assertThat(api.upload(Clips.text(10), "file_name=a&project=" + word).status())
        .isEqualTo(400);
  }

  @Test
  void lists_the_allowed_methods_when_another_was_tried() {
    Answer answer = api.send("PUT", "/api/videos", BodyPublishers.ofString("x"));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET").contains("POST");
    assertThat(api.get("/api/nothing").status()).isEqualTo(404);
  }

  @Test
  void serves_the_configuration_of_the_page() {
    upload("file_name=a.mp4&project=known");

    JsonNode config = api.get("/api/config").require(200).json();

    assertThat(config.get("projects")).extracting(JsonNode::asText).contains("default", "known");
    assertThat(config.get("undo_seconds").asInt()).isEqualTo(10);
    assertThat(config.get("socket_port").asInt()).isNotEqualTo(api.port());
    assertThat(config.get("max_upload_bytes").asLong()).isEqualTo(16L << 30);
  }

  @Test
  void reports_its_health() {
    rejected("health", "bad");

    JsonNode health = api.get("/api/health").require(200).json();

    assertThat(health.get("status").asText()).isEqualTo("ok");
    assertThat(health.get("checks"))
        .extracting(check -> check.get("name").asText())
        .contains("database", "storage");
    assertThat(health.get("failures_last_hour").asInt()).isPositive();
    assertThat(health.get("disk").get("free_bytes").asLong()).isPositive();
    assertThat(api.get("/healthz").require(200).json()).hasSize(1);
  }

  @Test
  void serves_its_own_description() {
    Answer answer = api.get("/api/openapi.yaml").require(200);

    assertThat(answer.header("Content-Type")).startsWith("application/yaml");
    assertThat(answer.text()).isEqualTo(Spec.text());
  }
}
