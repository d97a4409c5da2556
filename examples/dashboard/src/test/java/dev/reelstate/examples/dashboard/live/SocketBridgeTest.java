package dev.reelstate.examples.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelstate.examples.dashboard.DashboardServer;
import dev.reelstate.examples.dashboard.Settings;
import dev.reelstate.examples.dashboard.access.Access;
import dev.reelstate.examples.dashboard.access.Caller;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class SocketBridgeTest {

  private static final Map<String, Set<String>> PROJECTS =
      Map.of("token-of-both", Set.of("one", "two"), "token-of-one", Set.of("one"));

  @TempDir
  static Path folder;

  private static DashboardServer server;
  private static VideoPlatform platform;
  private static Path clip;

  @BeforeAll
  static void start() throws Exception {
    clip = folder.resolve("clip.mp4");
    SampleClip.of(160, 120, 10, Duration.ofSeconds(1)).write(clip);
    Access access = token -> Optional.ofNullable(token == null ? null : PROJECTS.get(token))
        .map(SocketBridgeTest::caller);
    server = DashboardServer.start(
        Settings.in(folder.resolve("data")),
        access,
        Recipe.builder().output(Recipe.Output.POSTER).build());
    platform = server.platform();
  }

  private static Caller caller(Set<String> projects) {
    return new Caller() {
      @Override
      public String name() {
        return "tester";
      }

      @Override
      public Optional<Set<String>> projects() {
        return Optional.of(projects);
      }
    };
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Video process(String project) throws Exception {
    NewVideo video = new NewVideo(VideoId.create(), project, "clip", "clip.mp4", null, Set.of(), 0);
    Video done = platform.await(platform.ingest(video, clip).id(), Duration.ofMinutes(1));
    assertThat(done.status()).isEqualTo(VideoStatus.COMPLETED);
    return done;
  }

  private static RawSocket connect(String token) throws Exception {
    return RawSocket.open(server.socketPort(), "", token);
  }

  private static List<Long> numbers(List<JsonNode> events) {
    return events.stream().map(event -> event.get("event_number").asLong()).toList();
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void a_subscriber_gets_every_event_of_the_project_once_and_in_order() throws Exception {
    try (RawSocket socket = connect("token-of-both")) {
      JsonNode answer = socket.ask("subscribe", "{\"project_id\":\"one\"}");
      assertThat(answer.get("room").asText()).isEqualTo("project_one");

      Video elsewhere = process("two");
      Video video = process("one");

      List<JsonNode> events = socket.durable((int) video.eventNumber());
      assertThat(numbers(events)).isEqualTo(upTo(video.eventNumber()));
      assertThat(events)
          .allMatch(event -> event.get("video_id").asText().equals(video.id().toString()))
          .allMatch(event -> event.get("project_id").asText().equals("one"))
          .allMatch(event -> !event.has("processing_status"))
          .noneMatch(
              event -> event.get("video_id").asText().equals(elsewhere.id().toString()));
      assertThat(events.get(events.size() - 1).get("status").asText()).isEqualTo("completed");
    }
  }

  @Test
  void older_clients_get_their_names_on_request() throws Exception {
    try (RawSocket socket = connect("token-of-both")) {
      socket.ask("subscribe", "{\"project_id\":\"one\",\"aliases\":true}");
      Video video = process("one");
      assertThat(socket.durable((int) video.eventNumber()))
          .allMatch(event -> event.get("status").equals(event.get("processing_status")));
      assertThat(error(socket, "{\"project_id\":\"one\",\"aliases\":\"yes\"}"))
          .isEqualTo("invalid_request");
    }
  }

  @Test
  void a_reconnecting_client_gets_exactly_what_it_missed() throws Exception {
    long cursor;
    int had;
    Video first;
    try (RawSocket socket = connect("token-of-both")) {
      cursor = socket.ask("subscribe", "{\"project_id\":\"*\"}").get("cursor").asLong();
      first = process("one");
      had = 3;
      cursor =
          socket.durable((int) first.eventNumber()).get(had - 1).get("cursor").asLong();
    }
    Video missed = process("two");

    try (RawSocket socket = connect("token-of-both")) {
      socket.ask("subscribe", "{\"project_id\":\"*\",\"after\":" + cursor + "}");
      int expected = (int) (first.eventNumber() - had + missed.eventNumber());
      socket.durable(expected);
      Video next = process("one");
      List<JsonNode> events = socket.durable(expected + (int) next.eventNumber());

      assertThat(events).hasSize(expected + (int) next.eventNumber());
      assertThat(numbers(of(first, events)))
          .isEqualTo(
              LongStream.rangeClosed(had + 1, first.eventNumber()).boxed().toList());
      assertThat(numbers(of(missed, events))).isEqualTo(upTo(missed.eventNumber()));
      assertThat(numbers(of(next, events))).isEqualTo(upTo(next.eventNumber()));
      assertThat(of(missed, events).get(0).get("status").asText()).isEqualTo("uploading");
    }
  }

  private static List<JsonNode> of(Video video, List<JsonNode> events) {
    return events.stream()
        .filter(event -> event.get("video_id").asText().equals(video.id().toString()))
        .toList();
  }

  @Test
  void a_subscriber_of_a_video_continues_after_a_number() throws Exception {
    Video video = process("one");
    try (RawSocket socket = connect("token-of-one")) {
      socket.ask("subscribe", "{\"video_id\":\"" + video.id() + "\",\"after\":4}");
      socket.durable((int) video.eventNumber() - 4);
      platform.reprocess(video.id());
      Video again = platform.await(video.id(), Duration.ofMinutes(1));

      assertThat(numbers(socket.durable((int) again.eventNumber() - 4)))
          .isEqualTo(LongStream.rangeClosed(5, again.eventNumber()).boxed().toList());
    }
  }

  @Test
  void a_subscriber_of_a_project_and_of_one_of_its_videos_gets_events_once() throws Exception {
    Video video = process("one");
    try (RawSocket socket = connect("token-of-both")) {
      socket.ask("subscribe", "{\"project_id\":\"one\"}");
      socket.ask("subscribe", "{\"video_id\":\"" + video.id() + "\"}");
      platform.reprocess(video.id());
      Video again = platform.await(video.id(), Duration.ofMinutes(1));
      process("one"); // so that any duplicates have arrived by now

      List<JsonNode> events = socket.durable((int) (again.eventNumber() - video.eventNumber() + 3));
      assertThat(numbers(of(video, events))).doesNotHaveDuplicates().isSorted();
      assertThat(of(video, events)).hasSize((int) (again.eventNumber() - video.eventNumber()));
    }
  }

  @Test
  void an_unsubscribed_client_gets_no_more_events() throws Exception {
    try (RawSocket socket = connect("token-of-both")) {
      socket.ask("subscribe", "{\"project_id\":\"one\"}");
      socket.ask("subscribe", "{\"project_id\":\"two\"}");
      socket.ask("unsubscribe", "{\"project_id\":\"one\"}");
      process("one");
      Video heard = process("two");

      List<JsonNode> events = socket.durable((int) heard.eventNumber());
      assertThat(of(heard, events)).hasSameSizeAs(events);
    }
  }

  @Test
  void a_wrong_token_is_refused_and_can_do_nothing() throws Exception {
    try (RawSocket socket = RawSocket.open(server.socketPort())) {
      socket.send("40{\"token\":\"wrong\"}");
      assertThat(socket.await("44")).contains("unauthorized");
      assertThat(socket
              .ask("subscribe", "{\"project_id\":\"one\"}")
              .get("error")
              .get("code")
              .asText())
          .isEqualTo("unauthorized");
      assertThat(socket.isClosedSoon()).isTrue();
    }
  }

  @Test
  void a_client_without_a_token_is_admitted_by_the_protocol_and_disconnected_by_the_bridge()
      throws Exception {
    try (RawSocket socket = RawSocket.open(server.socketPort())) {
      socket.send("40");
      assertThat(socket.isClosedSoon()).isTrue();
    }
  }

  @Test
  void another_callers_project_is_inaccessible() throws Exception {
    Video theirs = process("two");
    try (RawSocket socket = connect("token-of-one")) {
      assertThat(error(socket, "{\"project_id\":\"two\"}")).isEqualTo("forbidden");
      assertThat(error(socket, "{\"video_id\":\"" + theirs.id() + "\"}")).isEqualTo("forbidden");
      socket.ask("subscribe", "{\"project_id\":\"*\"}");
      process("two");
      Video own = process("one");
      assertThat(of(own, socket.durable((int) own.eventNumber()))).hasSameSizeAs(socket.durable());
    }
  }

  @Test
  void an_invalid_request_is_refused_in_one_sentence() throws Exception {
    try (RawSocket socket = connect("token-of-one")) {
      assertThat(error(socket, "{}")).isEqualTo("invalid_request");
      assertThat(error(socket, "{\"video_id\":\"nobody\"}")).isEqualTo("invalid_request");
      assertThat(error(socket, "{\"video_id\":\"" + VideoId.create() + "\"}"))
          .isEqualTo("not_found");
      assertThat(error(socket, "{\"project_id\":\"one\",\"after\":-1}"))
          .isEqualTo("invalid_request");
      assertThat(error(socket, "{\"project_id\":\"one\",\"after\":999999999}")).isEqualTo("resync");
      for (String wish : List.of("null", "\"one\"", "7", "[]", "{\"project_id\":5}")) {
        assertThat(error(socket, wish)).as(wish).isEqualTo("invalid_request");
      }
      for (String after : List.of("\"7\"", "1.5", "true", "{}", "1e3")) {
        assertThat(error(socket, "{\"project_id\":\"one\",\"after\":" + after + "}"))
            .as(after)
            .isEqualTo("invalid_request");
      }
    }
  }

  private static String error(RawSocket socket, String wish) throws Exception {
    JsonNode error = socket.ask("subscribe", wish).get("error");
    assertThat(error.get("detail").asText()).endsWith(".");
    return error.get("code").asText();
  }

  @Test
  void pages_of_other_sites_cannot_connect() throws Exception {
    assertThatThrownBy(() -> RawSocket.open(server.socketPort(), "http://evil.example"))
        .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
    RawSocket.open(server.socketPort(), "http://127.0.0.1:7070", "token-of-one").close();
  }
}
