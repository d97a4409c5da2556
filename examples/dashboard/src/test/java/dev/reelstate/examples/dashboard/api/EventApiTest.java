package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class EventApiTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

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

  /** An open stream of events. */
  private static final class Stream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Stream(HttpResponse<InputStream> response) {
      this.response = response;
      this.lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next event, validated against the OpenAPI document and its number. */
    JsonNode next() throws IOException {
      String id = "";
      String name = "";
      String line = lines.readLine();
      while (line != null && !line.startsWith("data: ")) {
        id = line.startsWith("id: ") ? line.substring(4) : id;
        name = line.startsWith("event: ") ? line.substring(7) : name;
        line = lines.readLine();
      }
      assertThat(line).as("the stream continues").isNotNull();
      String data = line.substring(6);
      assertThat(name).isEqualTo("video_processing_update");
      assertThat(Spec.faults("Event", data)).as(data).isEmpty();
      JsonNode event = new ObjectMapper().readTree(data);
      assertThat(event.get("event_number").asText()).isEqualTo(id);
      return event;
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }

  private Stream stream(VideoId id, String query, String... headers) throws Exception {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Accept";
    all[headers.length + 1] = "text/event-stream";
    HttpResponse<InputStream> response = HTTP.send(
        api.request("/api/videos/" + id + "/events" + query, all).build(),
        BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return new Stream(response);
  }

  private VideoId upload() {
    return api.upload(Clips.SMALL, "file_name=clip.mp4&project=p").require(201).id();
  }

  private VideoId done() {
    VideoId id = upload();
    dashboard.settled(id);
    return id;
  }

  private List<JsonNode> events(VideoId id, long after) {
    List<JsonNode> events = new ArrayList<>();
    api.get("/api/videos/" + id + "/events?after=" + after)
        .require(200)
        .get("items")
        .forEach(events::add);
    return events;
  }

  private static List<Integer> numbers(List<JsonNode> events) {
    return events.stream().map(event -> event.get("event_number").asInt()).toList();
  }

  @Test
  void returns_events_without_gaps() {
    VideoId id = done();
    int last = api.video(id).get("event_number").asInt();

    List<JsonNode> all = events(id, 0);

    assertThat(numbers(all)).isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    assertThat(all)
        .extracting(event -> event.get("event_type").asText())
        .contains("status_changed", "media_inspected", "task_started", "task_succeeded")
        .contains("artifact_added");
    assertThat(all).allSatisfy(event -> {
      assertThat(event.get("video_id").asText()).isEqualTo(id.toString());
      assertThat(event.get("project_id").asText()).isEqualTo("p");
      assertThat(event.has("processing_status")).isFalse();
      assertThat(event.get("message").asText()).endsWith(".");
    });
    assertThat(all.get(last - 1).get("status").asText()).isEqualTo("completed");
  }

  @Test
  void returns_events_after_a_number() {
    VideoId id = done();
    List<JsonNode> all = events(id, 0);
    int last = all.size();

    for (int after : new int[] {1, 4, last - 1, last, last + 100}) {
      assertThat(events(id, after))
          .as("%d", after)
          .isEqualTo(all.subList(Math.min(after, last), last));
    }
    assertThat(api.get("/api/videos/" + id + "/events?after=4").get("next").asInt())
        .isEqualTo(last);
    assertThat(
            api.get("/api/videos/" + id + "/events?after=" + last).get("next").asInt())
        .isEqualTo(last);
    for (String after : List.of("-1", "x", "1.5", "99999999999999999999")) {
      assertThat(api.get("/api/videos/" + id + "/events?after=" + after).status())
          .as(after)
          .isEqualTo(400);
    }
  }

  @Test
  void sends_the_names_of_older_clients_on_request() throws Exception {
    VideoId id = done();

    JsonNode listed =
        api.get("/api/videos/" + id + "/events?aliases=true").get("items").get(0);
    assertThat(listed.get("processing_status")).isEqualTo(listed.get("status"));
    try (Stream stream = stream(id, "?after=0&aliases=true")) {
      JsonNode streamed = stream.next();
      assertThat(streamed.get("processing_status")).isEqualTo(streamed.get("status"));
    }
  }

  @Test
  void streams_events_as_they_happen() throws Exception {
    VideoId id = upload();
    List<JsonNode> seen = new ArrayList<>();

    try (Stream stream = stream(id, "?after=0")) {
      do {
        seen.add(stream.next());
      } while (!seen.get(seen.size() - 1).get("status").asText().equals("completed"));
    }

    dashboard.settled(id);
    assertThat(seen).isEqualTo(events(id, 0).subList(0, seen.size()));
  }

  @Test
  void reports_the_status_after_each_event_from_any_starting_point() {
    VideoId id = withManyEvents();

    List<JsonNode> first = events(id, 0);
    List<JsonNode> second = events(id, first.size());

    assertThat(first).hasSize(1000);
    assertThat(first.get(0).get("status").asText()).isEqualTo("uploading");
    for (JsonNode event : second) {
      assertThat(event.get("message").asText()).contains(event.get("status").asText());
    }
    assertThat(numbers(second)).startsWith(1001);
  }

  @Test
  void reports_the_status_for_events_that_do_not_change_it() {
    VideoId id = done();
    List<JsonNode> all = events(id, 0);

    for (int after = 0; after < all.size(); after++) {
      assertThat(events(id, after)).as("%d", after).isEqualTo(all.subList(after, all.size()));
    }
    assertThat(all)
        .filteredOn(event -> event.get("event_type").asText().equals("task_started"))
        .isNotEmpty()
        .allMatch(event -> event.get("status").asText().equals("processing"));
  }

  @Test
  void begins_a_stream_with_new_events() throws Exception {
    VideoId id = done();
    int last = api.video(id).get("event_number").asInt();

    try (Stream stream = stream(id, "")) {
      api.post("/api/videos/" + id + "/reprocess").require(200);
      JsonNode next = stream.next();
      assertThat(next.get("event_number").asInt()).isEqualTo(last + 1);
      assertThat(next.get("status").asText()).isEqualTo("queued");
    }
  }

  @Test
  void resumes_an_interrupted_stream() throws Exception {
    VideoId id = done();
    List<JsonNode> all = events(id, 0);

    try (Stream stream = stream(id, "?after=1", "Last-Event-ID", "3")) {
      for (int i = 3; i < all.size(); i++) {
        assertThat(stream.next()).isEqualTo(all.get(i));
      }
    }
  }

  /** Network buffers hold megabytes, so the events are long and many. */
  @Test
  void is_not_blocked_by_clients_that_do_not_read() throws Exception {
    VideoId id = withManyEvents();
    VideoId other = done();
    List<Raw> stuck = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        stuck.add(new Raw(dashboard.port(), 2048)
            .head(
                "GET /api/videos/" + id + "/events?after=0 HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + TestDashboard.TOKEN,
                "Accept: text/event-stream"));
      }
      TestDashboard.until("the server waits for them", () -> writing() == 3);
      int last = api.video(other).get("event_number").asInt();
      long begin = System.nanoTime();
      try (Stream stream = stream(other, "")) {
        api.post("/api/videos/" + other + "/reprocess").require(200);
        assertThat(stream.next().get("event_number").asInt()).isEqualTo(last + 1);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      assertThat(writing()).as("still").isEqualTo(3);
    } finally {
      stuck.forEach(Raw::close);
    }
  }

  /** A video whose upload was begun and aborted many times. */
  private VideoId withManyEvents() {
    String project = Character.toString(0x1F3AC).repeat(255);
    VideoId id = VideoId.create();
    try (JdbcVideoStore store = JdbcVideoStore.openH2(folder.resolve("database"))) {
      Video video =
          store.videos().create(new NewVideo(id, project, "often", "a.mp4", null, Set.of(), 0));
      for (int i = 0; i < 1000; i++) {
        video = store
            .videos()
            .change(video, new VideoChange.Stopped(VideoStatus.CANCELLED, null))
            .orElseThrow();
        video = store.videos().change(video, new VideoChange.Restarted()).orElseThrow();
      }
    }
    return id;
  }

  /** The number of requests blocked while writing an event. */
  private static long writing() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getState() == Thread.State.WAITING
            || thread.getKey().getState() == Thread.State.TIMED_WAITING)
        .filter(thread -> Arrays.stream(thread.getValue())
            .anyMatch(frame -> frame.getClassName().equals(EventApi.class.getName())
                && frame.getMethodName().equals("write")))
        .count();
  }

  @Test
  void limits_the_number_of_streams() throws Exception {
    VideoId id = done();
    List<Stream> open = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        open.add(stream(id, ""));
      }

      assertThat(api.get("/api/videos/" + id + "/events", "Accept", "text/event-stream")
              .require(503)
              .header("Retry-After"))
          .isNotEmpty();
      assertThat(events(id, 0)).isNotEmpty();
    } finally {
      for (Stream stream : open) {
        stream.close();
      }
    }
  }

  @Test
  void ends_its_streams_on_close() throws Exception {
    VideoId id = done();
    try (Stream stream = stream(id, "")) {
      long begin = System.nanoTime();
      dashboard.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      assertThat(stream.lines.lines().toList()).noneMatch(line -> line.startsWith("data:"));
    }
  }
}
