package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.examples.dashboard.api.Api.Answer;
import dev.reelstate.video.VideoId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class PlaybackApiTest {

  @TempDir
  private static Path folder;

  private static TestDashboard dashboard;
  private static Api api;
  private static Api anybody;
  private static VideoId video;

  @BeforeAll
  static void start() {
    dashboard = TestDashboard.start(folder);
    api = dashboard.api();
    anybody = new Api(dashboard.port(), null);
    video = api.upload(Clips.SMALL, "file_name=a.mp4").require(201).id();
    dashboard.settled(video);
  }

  @AfterAll
  static void end() {
    dashboard.close();
  }

  private static Answer issue(VideoId id, String query) {
    return api.post("/api/videos/" + id + "/playback" + query);
  }

  /** The addresses in a playlist. */
  private static List<String> lines(Answer playlist) {
    return playlist.text().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static String beside(String url, String name) {
    return url.substring(0, url.lastIndexOf('/') + 1) + name;
  }

  @Test
  void lets_anybody_watch_with_a_pass() {
    Answer issued = issue(video, "?seconds=600").require(200);

    assertThat(Duration.between(
            Instant.now(), Instant.parse(issued.get("expires_at").asText())))
        .isBetween(Duration.ofSeconds(500), Duration.ofSeconds(600));
    for (String kind : List.of("hls", "mp4", "poster")) {
      String url = issued.get(kind).asText();
      Answer answer = anybody.get(url).require(200);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
      anybody.head(url).require(200);
      anybody.get(url, "Range", "bytes=0-9").require(206);
    }
    String main = issued.get("hls").asText();
    String rung = beside(main, lines(anybody.get(main)).get(0));
    String segment = beside(rung, lines(anybody.get(rung).require(200)).get(0));
    assertThat(anybody.get(segment).require(200).bytes()).isNotEmpty();
  }

  @Test
  void accepts_no_other_pass() {
    VideoId other =
        api.upload(Clips.text(10), "file_name=other.mp4").require(201).id();
    String url = issue(video, "").require(200).get("mp4").asText();

    String pass = url.replaceFirst("^/play/[^/]+/", "").replaceFirst("/.*", "");
    char first = pass.charAt(pass.length() - 9);
    String forged = pass.substring(0, pass.length() - 9)
        + (first == 'A' ? 'B' : 'A')
        + pass.substring(pass.length() - 8);
    for (String wrong : List.of("x", "%20", "AAAA", forged, "B" + pass.substring(1))) {
      Answer answer = anybody.get(url.replace(pass, wrong)).require(403);
      assertThat(answer.code()).isEqualTo("forbidden");
      assertThat(answer.get("detail").asText()).contains("given out");
    }
    assertThat(anybody.get(url.replace(video.toString(), other.toString())).status())
        .isEqualTo(403);
    anybody.get("/api/videos/" + video + "/poster").require(401);
    anybody.post("/api/videos/" + video + "/playback").require(401);
    for (String seconds : List.of("0", "604801", "x")) {
      issue(video, "?seconds=" + seconds).require(400);
    }
  }

  @Test
  void ends_with_the_video() {
    VideoId id = api.upload(Clips.SMALL, "file_name=b.mp4").require(201).id();
    dashboard.settled(id);
    String url = issue(id, "").require(200).get("mp4").asText();
    anybody.get(url).require(200);

    api.delete("/api/videos/" + id).require(202);

    anybody.get(url).require(410);
    issue(id, "").require(410);
    api.post("/api/videos/" + id + "/restore").require(200);
    anybody.get(url).require(200);
  }
}
