package dev.reelstate.examples.springboot;

import static dev.reelstate.testkit.ReelstateAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import dev.reelstate.event.VideoEvent.ArtifactAdded;
import dev.reelstate.examples.springboot.lessons.LessonService;
import dev.reelstate.examples.springboot.lessons.LessonUploads;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.testkit.RecordingListener;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionTemplate;

/** The application as a whole, with real workers, on a database in memory. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "reelstate.media=target/lessons-test",
      "spring.datasource.url=jdbc:h2:mem:lessons;DB_CLOSE_ON_EXIT=FALSE"
    })
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
class LessonsTest {

  @Autowired
  private VideoPlatform platform;

  @Autowired
  private RecordingListener listener;

  @Autowired
  private Review review;

  @Autowired
  private LessonService lessons;

  @Autowired
  private LessonUploads uploads;

  @Autowired
  private TransactionTemplate transaction;

  private LessonsClient client = new LessonsClient(0);
  private byte[] clip = {};
  private VideoId id = VideoId.create();
  private String url = "";
  private List<Sent> sent = List.of();

  @TestConfiguration
  static class Additions {

    @Bean
    RecordingListener recordingListener() {
      return RecordingListener.create();
    }

    @Bean
    Review review() {
      return new Review();
    }
  }

  @BeforeAll
  void upload_a_video(@TempDir Path folder, @Value("${local.server.port}") int port)
      throws Exception {
    client = new LessonsClient(port);
    clip = Files.readAllBytes(Clips.small(folder));
    DocumentContext lesson = client.upload("Hello", clip);
    id = VideoId.of(lesson.read("$.video.id"));
    url = lesson.read("$.video.url");
    sent = client.events(url + "/events", 0, this::release);
  }

  /** Lets the video go on once its progress has arrived here. */
  private void release(Sent event) {
    if (event.isProgress()) {
      review.seen();
    }
  }

  @Test
  void an_uploaded_video_is_processed() {
    assertThat(platform.get(id)).isCompleted().isPlayable();
    assertThat(listener.events(ArtifactAdded.class))
        .filteredOn(event -> event.videoId().equals(id))
        .extracting(event -> event.artifact().kind())
        .contains(Artifact.POSTER, Artifact.HLS, Artifact.MP4);
  }

  @Test
  void every_event_is_sent_once_and_in_order_until_the_video_is_settled() throws Exception {
    assertThat(sent)
        .filteredOn(event -> !event.isProgress())
        .extracting(Sent::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, platform.get(id).eventNumber())
            .mapToObj(Long::toString)
            .toList());
    assertThat(sent).anyMatch(Sent::isProgress);
    assertThat(sent.get(sent.size() - 1).status()).isEqualTo("completed");
  }

  @Test
  void a_client_that_reconnects_gets_what_it_missed() throws Exception {
    String path = url + "/events";
    long last = platform.get(id).eventNumber();

    assertThat(client.events(path, last - 2)).isEqualTo(sent.subList(sent.size() - 2, sent.size()));
    assertThat(client.get(path, "Last-Event-ID", Long.toString(last)).statusCode())
        .isEqualTo(204);
  }

  @Test
  void media_is_served_with_ranges() throws Exception {
    String mp4 = mediaUrl(Artifact.MP4);
    byte[] whole = client.get(mp4).body();

    HttpResponse<byte[]> part = client.get(mp4, "Range", "bytes=100-299");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range"))
        .contains("bytes 100-299/" + whole.length);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 100, 300));
    assertThat(client.get(mp4, "Range", "bytes=999999999-").statusCode()).isEqualTo(416);
  }

  @Test
  void a_playlist_leads_to_its_segments() throws Exception {
    String master = mediaUrl(Artifact.HLS);
    String rendition = resolve(master, firstUri(master));
    HttpResponse<byte[]> segment = client.get(resolve(rendition, firstUri(rendition)));

    assertThat(segment.statusCode()).isEqualTo(200);
    assertThat(segment.headers().firstValue("Content-Type")).contains("video/iso.segment");
    assertThat(segment.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
  }

  @Test
  void the_original_is_not_served() throws Exception {
    String key = Objects.requireNonNull(platform.get(id).original()).key();

    String path = key.substring(key.lastIndexOf('/'));
    assertThat(client.get(url + "/media" + path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"g1/render-0-t1/..%2F..%2Fg1", "g1/render-0-t1/nothing", "g1", ""})
  void only_what_was_made_is_served(String path) throws Exception {
    int status = client.get(url + "/media/" + path).statusCode();

    assertThat(status).isBetween(400, 404);
  }

  @Test
  void a_form_can_be_uploaded_too() throws Exception {
    String head = """
        --x\r
        Content-Disposition: form-data; name="title"\r
        \r
        From a form\r
        --x\r
        Content-Disposition: form-data; name="file"; filename="form.mp4"\r
        \r
        """;
    List<byte[]> form = List.of(bytes(head), hopeless(), bytes("\r\n--x--\r\n"));

    DocumentContext lesson = client.post(
        "/api/lessons", "multipart/form-data; boundary=x", BodyPublishers.ofByteArrays(form));

    assertThat(lesson.<String>read("$.title")).isEqualTo("From a form");
    assertThat(lesson.<String>read("$.video.fileName")).isEqualTo("form.mp4");
  }

  @Test
  void a_file_that_is_no_video_is_refused_and_adds_no_lesson() throws Exception {
    int before = lessons.list().size();

    HttpResponse<String> answer = client.send(
        "/api/lessons?title=Notes", "video/mp4", BodyPublishers.ofString("these are notes"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(JsonPath.<String>read(answer.body(), "$.detail"))
        .contains("not a video or sound file");
    assertThat(lessons.list()).hasSize(before);
  }

  @Test
  void a_damaged_video_says_so_to_those_who_watch_it() throws Exception {
    DocumentContext damaged = client.upload("Damaged", hopeless());

    List<Sent> events = client.events(damaged.read("$.video.events"), 0);

    Sent last = events.get(events.size() - 1);
    assertThat(last.status()).isEqualTo("rejected");
    assertThat(platform.get(VideoId.of(damaged.read("$.video.id"))))
        .hasStatus(VideoStatus.REJECTED);
    assertThat(JsonPath.<String>read(last.data(), "$.failure")).isNotBlank();
  }

  /** Begins like a video and has nothing else. */
  private byte[] hopeless() {
    return Arrays.copyOf(Arrays.copyOf(clip, 40), 10_000);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_lesson_without_a_title_is_refused_before_its_file_is_read() throws Exception {
    HttpResponse<String> answer =
        client.send("/api/lessons?title=", "video/mp4", BodyPublishers.ofByteArray(clip));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void what_is_rolled_back_is_not_queued() {
    int before = lessons.list().size();
    long videos = videos();

    transaction.executeWithoutResult(status -> {
      uploads.upload("Undone", "undone.mp4", new ByteArrayInputStream(clip), clip.length);
      status.setRollbackOnly();
    });

    assertThat(lessons.list()).hasSize(before);
    assertThat(videos()).isEqualTo(videos);
  }

  @Test
  void health_has_the_platform() throws Exception {
    DocumentContext health = client.json("/actuator/health");

    assertThat(health.<String>read("$.status")).isEqualTo("UP");
    assertThat(health.<String>read("$.components.platform.details.engine")).contains("task slots");
    assertThat(client.json("/actuator/health/readiness").<String>read("$.status"))
        .isEqualTo("UP");
  }

  @Test
  void meters_have_the_platform() throws Exception {
    assertThat(client
            .json("/actuator/metrics/reelstate.task.duration")
            .<List<Double>>read("$.measurements[?(@.statistic=='COUNT')].value"))
        .singleElement()
        .satisfies(count -> assertThat(count).isGreaterThanOrEqualTo(4)); // inspect to publish
  }

  @Test
  void unknown_videos_are_not_found() throws Exception {
    assertThat(client.get("/api/videos/" + VideoId.create()).statusCode()).isEqualTo(404);
  }

  private long videos() {
    return platform.count(VideoQuery.all()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private String mediaUrl(String kind) throws Exception {
    return client.json(url).read("$.media." + kind);
  }

  private String firstUri(String playlist) throws Exception {
    return new String(client.get(playlist).body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .findFirst()
        .orElseThrow();
  }

  private static String resolve(String playlist, String uri) {
    return playlist.substring(0, playlist.lastIndexOf('/') + 1) + uri;
  }
}
