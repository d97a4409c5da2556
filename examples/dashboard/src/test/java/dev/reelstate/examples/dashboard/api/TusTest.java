package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelstate.examples.dashboard.api.Api.Answer;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class TusTest {

  private static final byte[] FILE = Clips.LONGER;
  private static final int SIZE = FILE.length;
  private static final int HEAD = 16 * 1024;
  private static final String BYTES = "application/offset+octet-stream";
  private static final String UNKNOWN = "/api/uploads/01980c2e-6a3b-7f21-9c44-0d5e8a7b1f36";

  @TempDir
  private Path folder;

  private TestDashboard dashboard;
  private Api api;

  @BeforeEach
  void start() {
    dashboard = TestDashboard.start(folder);
    api = dashboard.api();
  }

  @AfterEach
  void end() {
    dashboard.close();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Answer create(String length, String metadata) {
    return api.post(
        "/api/uploads",
        "Tus-Resumable",
        "1.0.0",
        "Upload-Length",
        length,
        "Upload-Metadata",
        metadata);
  }

  private String create(int length) {
    return create(Integer.toString(length), "filename " + base64("clip.mp4"))
        .require(201)
        .header("Location");
  }

  private Answer head(String upload) {
    return api.head(upload, "Tus-Resumable", "1.0.0");
  }

  private int offset(String upload) {
    return Integer.parseInt(head(upload).require(204).header("Upload-Offset"));
  }

  private Answer patch(String upload, int offset, byte[] bytes) {
    return api.send(
        "PATCH",
        upload,
        BodyPublishers.ofByteArray(bytes),
        "Tus-Resumable",
        "1.0.0",
        "Content-Type",
        BYTES,
        "Upload-Offset",
        Integer.toString(offset));
  }

  private Answer patch(String upload, int from, int to) {
    return patch(upload, from, Arrays.copyOfRange(FILE, from, to));
  }

  /** Begins a request for the rest of the file, and sends only part of it. */
  private Raw begin(String upload, int from, int to) {
    return new Raw(dashboard.port())
        .head(
            "PATCH " + upload + " HTTP/1.1",
            "Host: localhost",
            "Authorization: Bearer " + TestDashboard.TOKEN,
            "Tus-Resumable: 1.0.0",
            "Content-Type: " + BYTES,
            "Upload-Offset: " + from,
            "Content-Length: " + (SIZE - from),
            "Connection: close")
        .bytes(Arrays.copyOfRange(FILE, from, to));
  }

  private static VideoId id(String upload) {
    return VideoId.of(upload.substring(upload.lastIndexOf('/') + 1));
  }

  private void completed(String upload) throws Exception {
    assertThat(dashboard.settled(id(upload)).status()).isEqualTo(VideoStatus.COMPLETED);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(FILE));
    assertThat(api.video(id(upload)).get("sha256").asText()).isEqualTo(hash);
    assertThat(api.get("/api/videos/" + id(upload) + "/original").bytes()).isEqualTo(FILE);
  }

  @Test
  void takes_a_file_in_pieces() throws Exception {
    String metadata = "filename " + base64("Übung.mp4") + ",title " + base64("Exercise")
        + ",project " + base64("gym") + ",filetype " + base64("video/mp4");
    Answer created = create(Integer.toString(SIZE), metadata).require(201);
    String upload = created.header("Location");
    assertThat(upload).isEqualTo("/api/uploads/" + id(upload));
    JsonNode video = api.video(id(upload)).require(200).json();
    assertThat(video.get("status").asText()).isEqualTo("uploading");
    assertThat(video.get("file_name").asText()).isEqualTo("Übung.mp4");
    assertThat(video.get("title").asText()).isEqualTo("Exercise");
    assertThat(video.get("project_id").asText()).isEqualTo("gym");

    assertThat(offset(upload)).isZero();
    assertThat(head(upload).header("Upload-Length")).isEqualTo(Integer.toString(SIZE));
    assertThat(patch(upload, 0, 1000).require(204).header("Upload-Offset")).isEqualTo("1000");
    assertThat(patch(upload, 1000, 90_000).require(204).header("Upload-Offset")).isEqualTo("90000");
    assertThat(offset(upload)).isEqualTo(90_000);
    assertThat(patch(upload, 90_000, SIZE).require(204).header("Upload-Offset"))
        .isEqualTo(Integer.toString(SIZE));

    assertThat(offset(upload)).as("of a completed upload").isEqualTo(SIZE);
    completed(upload);
    assertThat(offset(upload)).as("of a processed video").isEqualTo(SIZE);
  }

  @Test
  void lists_its_features() {
    Answer answer = api.send("OPTIONS", "/api/uploads", BodyPublishers.noBody()).require(204);

    assertThat(answer.header("Tus-Version")).isEqualTo("1.0.0");
    assertThat(answer.header("Tus-Extension").split(",", -1))
        .containsExactlyInAnyOrder("creation", "termination");
    assertThat(answer.header("Tus-Max-Size")).isEqualTo(Long.toString(16L << 30));
  }

  /**
   * This happens if bytes of an earlier request were still in transit. The client has to request
   * the offset again, and must not give up.
   */
  @Test
  void reports_a_conflict_for_an_outdated_offset() {
    String upload = create(SIZE);
    patch(upload, 0, 5000).require(204);
    assertThat(allFromTheBeginning(upload)).startsWith("HTTP/1.1 409 ");

    patch(upload, 5000, Arrays.copyOfRange(FILE, 5000, SIZE)).require(204);
    assertThat(allFromTheBeginning(upload)).startsWith("HTTP/1.1 409 ");
  }

  /** Sends only the headers, which suffice. */
  private String allFromTheBeginning(String upload) {
    try (Raw raw = new Raw(dashboard.port())) {
      return raw.head(
              "PATCH " + upload + " HTTP/1.1",
              "Host: localhost",
              "Authorization: Bearer " + TestDashboard.TOKEN,
              "Tus-Resumable: 1.0.0",
              "Upload-Offset: 0",
              "Content-Type: " + BYTES,
              "Content-Length: " + SIZE,
              "Connection: close")
          .answer();
    }
  }

  @Test
  void accepts_no_bytes_at_a_wrong_offset() {
    String upload = create(SIZE);
    patch(upload, 0, 5000).require(204);

    for (int offset : new int[] {0, 4999, 5001}) {
      Answer answer = patch(upload, offset, new byte[10]);
      assertThat(answer.status()).as("%d", offset).isEqualTo(409);
      assertThat(answer.code()).isEqualTo("conflict");
    }
    assertThat(offset(upload)).isEqualTo(5000);
  }

  @Test
  void accepts_no_more_bytes_than_announced() {
    String upload = create(1000);

    assertThat(patch(upload, 0, new byte[1001]).status()).isIn(400, 413);
    assertThat(offset(upload)).isZero();
  }

  @Test
  void supports_one_version() {
    String upload = create(SIZE);

    assertThat(api.head(upload).status()).isEqualTo(412);
    assertThat(api.delete(upload).require(412).code()).isEqualTo("unsupported_version");
    assertThat(api.delete(upload, "Tus-Resumable", "0.2.2").status()).isEqualTo(412);
    assertThat(api.post("/api/uploads", "Upload-Length", "9", "Upload-Metadata", "filename YQ==")
            .status())
        .isEqualTo(412);
    assertThat(dashboard.platform().list(VideoQuery.all()).items()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "many", "1.5", "99999999999999999999"})
  void refuses_an_impossible_length(String length) {
    Answer answer = create(length, "filename YQ==");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
    assertThat(dashboard.platform().list(VideoQuery.all()).items()).isEmpty();
  }

  @Test
  void refuses_an_empty_file_in_the_same_words_as_a_single_request() {
    Answer begun = create("0", "filename YQ==");
    Answer sent = api.upload(new byte[0], "file_name=a.mp4");

    assertThat(begun.status()).isEqualTo(422);
    assertThat(begun.code()).isEqualTo("unprocessable");
    assertThat(begun.get("failure").get("name").asText()).isEqualTo("EMPTY_FILE");
    assertThat(sent.require(422).get("detail")).isEqualTo(begun.get("detail"));
    assertThat(dashboard.platform().list(VideoQuery.all()).items()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title YQ==",
        "filename",
        "filename ",
        "filename IA==",
        "filename !!!",
        "filename AA==",
        "filename YQ==,project AA==",
        "filename YQ==,title AA==",
        ",,,",
        " "
      })
  void refuses_an_upload_without_a_name(String metadata) {
    Answer answer = create("1000", metadata);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(dashboard.platform().list(VideoQuery.all()).items()).isEmpty();
  }

  @Test
  void treats_a_title_without_a_value_as_missing() {
    String upload = create("1000", "filename " + base64("a.mp4") + ",title,project ")
        .require(201)
        .header("Location");

    JsonNode video = api.video(id(upload)).json();
    assertThat(video.get("title").asText()).isEqualTo("a.mp4");
    assertThat(video.get("project_id").asText()).isEqualTo("default");
  }

  @Test
  void refuses_an_unknown_length() {
    assertThat(api.post(
                "/api/uploads",
                "Tus-Resumable",
                "1.0.0",
                "Upload-Defer-Length",
                "1",
                "Upload-Metadata",
                "filename YQ==")
            .status())
        .isEqualTo(400);
  }

  @Test
  void knows_no_upload_that_does_not_exist() {
    for (String path : new String[] {UNKNOWN, "/api/uploads/nothing", "/api/uploads/..%2f1"}) {
      assertThat(head(path).status()).as(path).isEqualTo(404);
      assertThat(patch(path, 0, new byte[9]).status()).as(path).isEqualTo(404);
      assertThat(api.delete(path, "Tus-Resumable", "1.0.0").status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void accepts_bytes_only_with_the_tus_media_type() {
    String upload = create(SIZE);

    Answer answer = api.send(
        "PATCH",
        upload,
        BodyPublishers.ofByteArray(new byte[9]),
        "Tus-Resumable",
        "1.0.0",
        "Upload-Offset",
        "0",
        "Content-Type",
        "text/plain");

    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.code()).isEqualTo("unsupported_media_type");
    assertThat(patch(upload, 0, 10).status()).isEqualTo(204);
  }

  @Test
  void refuses_method_overrides() {
    String upload = create(SIZE);

    assertThat(api.post(
                "/api/uploads",
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                "9",
                "X-HTTP-Method-Override",
                "DELETE")
            .status())
        .isEqualTo(400);
    assertThat(offset(upload)).isZero();
  }

  @Test
  void aborts_an_upload() {
    String upload = create(SIZE);
    patch(upload, 0, 5000).require(204);

    api.delete(upload, "Tus-Resumable", "1.0.0").require(204);

    assertThat(head(upload).status()).isEqualTo(410);
    assertThat(patch(upload, 5000, 6000).status()).isEqualTo(410);
    assertThat(api.delete(upload, "Tus-Resumable", "1.0.0").status()).isEqualTo(410);
    assertThat(api.get("/api/videos/" + id(upload)).status()).isEqualTo(410);
    assertThat(api.get("/api/uploads").get("items")).isEmpty();
    assertThat(api.get("/api/videos").get("items")).isEmpty();
  }

  @Test
  void discards_uploads_that_came_to_nothing() {
    String cancelled = create(SIZE);
    api.post("/api/videos/" + id(cancelled) + "/cancel").require(200);
    String refused = create(10 << 20);
    patch(refused, 0, Clips.text(HEAD)).require(422);
    String complete = create(SIZE);
    patch(complete, 0, SIZE).require(204);

    for (String upload : List.of(cancelled, refused)) {
      assertThat(api.delete(upload).status()).as("without a version").isEqualTo(412);
      assertThat(api.delete(upload, "Tus-Resumable", "1.0.0").require(204).header("Tus-Resumable"))
          .isEqualTo("1.0.0");
      assertThat(api.get("/api/videos/" + id(upload)).status()).isEqualTo(410);
    }
    api.delete(complete, "Tus-Resumable", "1.0.0");
    assertThat(api.get("/api/videos").get("items"))
        .extracting(video -> video.get("id").asText())
        .containsExactly(id(complete).toString());
  }

  @Test
  void refuses_a_file_that_is_no_video_with_its_first_bytes() {
    int size = 10 << 20;
    String upload = create(size);

    Answer answer = patch(upload, 0, Clips.text(HEAD));

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("unprocessable");
    assertThat(answer.get("failure").get("name").asText()).isEqualTo("NOT_MEDIA");
    assertThat(answer.get("failure").get("number").asInt()).isEqualTo(1002);
    JsonNode video = api.video(id(upload)).require(200).json();
    assertThat(video.get("status").asText()).isEqualTo("rejected");
    assertThat(video.get("failure").get("code").asText()).isEqualTo("NOT_MEDIA");
    assertThat(head(upload).status()).isEqualTo(404);
    assertThat(api.get("/api/uploads").get("items")).isEmpty();
  }

  @Test
  void keeps_received_bytes_when_the_connection_breaks() throws Exception {
    String upload = create(SIZE);
    int half = SIZE / 2;

    begin(upload, 0, half).close();
    TestDashboard.until("the bytes have arrived", () -> offset(upload) == half);
    patch(upload, half, SIZE).require(204);

    completed(upload);
  }

  @Test
  void continues_with_the_newest_request() throws Exception {
    String upload = create(SIZE);
    int half = SIZE / 2;

    try (Raw stalled = begin(upload, 0, half)) {
      TestDashboard.until("the bytes have arrived", () -> offset(upload) == half);
      patch(upload, half, half + 1000).require(204);
      stalled.bytes(new byte[SIZE - half]);
      assertThat(stalled.answer()).startsWith("HTTP/1.1 423 ").contains("\"code\":\"taken_over\"");
      assertThat(offset(upload)).isEqualTo(half + 1000);
      patch(upload, half + 1000, SIZE).require(204);
    }

    completed(upload);
  }

  @Test
  void resumes_after_a_server_restart() throws Exception {
    String upload = create(SIZE);
    patch(upload, 0, 70_000).require(204);
    dashboard.close();
    start();

    assertThat(offset(upload)).isEqualTo(70_000);
    patch(upload, 70_000, SIZE).require(204);

    completed(upload);
  }

  @Test
  void lists_unfinished_uploads() {
    String first = create("1000", "filename " + base64("one.mp4") + ",project " + base64("p"))
        .require(201)
        .header("Location");
    String second = create(SIZE);
    patch(second, 0, 5000).require(204);

    JsonNode items = api.get("/api/uploads").require(200).get("items");

    assertThat(items).hasSize(2);
    assertThat(items.get(0).get("id").asText()).isEqualTo(id(first).toString());
    assertThat(items.get(0).get("file_name").asText()).isEqualTo("one.mp4");
    assertThat(items.get(0).get("project_id").asText()).isEqualTo("p");
    assertThat(items.get(0).get("size").asInt()).isEqualTo(1000);
    assertThat(items.get(1).get("offset").asInt()).isEqualTo(5000);
    assertThat(api.get("/api/uploads?project=p").get("items")).hasSize(1);
    patch(second, 5000, SIZE).require(204);
    assertThat(api.get("/api/uploads").get("items")).hasSize(1);
  }
}
