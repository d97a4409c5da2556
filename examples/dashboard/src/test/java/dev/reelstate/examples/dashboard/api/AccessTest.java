package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelstate.examples.dashboard.Settings;
import dev.reelstate.examples.dashboard.Settings.Limits;
import dev.reelstate.examples.dashboard.access.Access;
import dev.reelstate.examples.dashboard.access.Caller;
import dev.reelstate.examples.dashboard.api.Api.Answer;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class AccessTest {

  private static final String GUEST = "token-of-a-guest";
  private static final String MINE = "mine";
  private static final String OTHER = "other";

  private static final Map<String, Set<String>> PROJECTS = Map.of(
      GUEST, Set.of(MINE), "token-of-a-pair", Set.of(MINE, OTHER), "token-of-none", Set.of());

  /** A caller with access to everything, or to some projects. */
  private record Person(String name, Optional<Set<String>> projects) implements Caller {}

  private static final Access ACCESS = token -> {
    if (TestDashboard.TOKEN.equals(token)) {
      return Optional.of(new Person("owner", Optional.empty()));
    }
    return Optional.ofNullable(token == null ? null : PROJECTS.get(token))
        .map(projects -> new Person("guest", Optional.of(projects)));
  };

  @TempDir
  private static Path folder;

  private static TestDashboard dashboard;
  private static Api owner;
  private static Api guest;
  private static Api nobody;
  private static VideoId mine;
  private static VideoId other;

  @BeforeAll
  static void start() {
    dashboard = TestDashboard.start(TestDashboard.settings(folder), ACCESS);
    owner = dashboard.api();
    guest = new Api(dashboard.port(), GUEST);
    nobody = new Api(dashboard.port(), null);
    mine = owner
        .upload(Clips.SMALL, "file_name=mine.mp4&project=mine")
        .require(201)
        .id();
    other = owner
        .upload(Clips.SMALL, "file_name=other.mp4&project=other")
        .require(201)
        .id();
    dashboard.settled(mine);
    dashboard.settled(other);
  }

  @AfterAll
  static void end() {
    dashboard.close();
  }

  @Test
  void admits_nobody_without_a_known_token() {
    for (Api client : List.of(nobody, new Api(dashboard.port(), "wrong"))) {
      for (String path :
          List.of("/api/videos", "/api/config", "/api/health", "/api/uploads", "/api/nothing")) {
        Answer answer = client.get(path);
        assertThat(answer.status()).as(path).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.code()).isEqualTo("unauthorized");
      }
      client.get("/api/videos/" + mine + "/original").require(401);
      client.post("/api/session").require(401);
      client.delete("/api/videos/" + mine).require(401);
      client.upload(Clips.text(10), "file_name=a.mp4").require(401);
      assertThat(client.head("/api/videos/" + mine + "/poster").status()).isEqualTo(401);
    }
    nobody.get("/healthz").require(200);
    nobody.get("/api/openapi.yaml").require(200);
  }

  @Test
  void accepts_a_token_in_no_other_way() {
    String token = TestDashboard.TOKEN;

    nobody.get("/api/videos?token=" + token).require(401);
    nobody.get("/api/videos", "Authorization", token).require(401);
    nobody.get("/api/videos", "Authorization", "Basic " + token).require(401);
    nobody.get("/api/videos", "Authorization", "Bearer " + token + "x").require(401);
    nobody.get("/api/videos", "Cookie", "token=" + token).require(401);
    nobody.get("/api/videos", "Authorization", "Bearer " + token).require(200);
  }

  /** The cookie that a response sets, as the browser sends it. */
  private static String cookie(Answer answer) {
    return answer.header("Set-Cookie").replaceFirst(";.*", "");
  }

  @Test
  void names_a_session_in_a_cookie_hidden_from_scripts_and_other_sites() {
    Answer begun = owner.post("/api/session").require(204);

    assertThat(begun.header("Set-Cookie"))
        .matches("reelstate_" + dashboard.port() + "=[A-Za-z0-9_-]{32};.*")
        .doesNotContain(TestDashboard.TOKEN)
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Strict")
        .containsIgnoringCase("Path=/")
        .containsIgnoringCase("Max-Age=604800")
        .doesNotContainIgnoringCase("Secure");
    assertThat(cookie(owner.post("/api/session"))).isNotEqualTo(cookie(begun));
    assertThat(cookie(owner.post("/api/session", "Cookie", cookie(begun))))
        .as("the same browser again")
        .isEqualTo(cookie(begun));
    assertThat(cookie(guest.post("/api/session", "Cookie", cookie(begun))))
        .as("another caller in the same browser")
        .isNotEqualTo(cookie(begun));
  }

  @Test
  void ends_a_session() {
    String cookie = cookie(owner.post("/api/session").require(204));
    nobody.get("/api/videos", "Cookie", cookie).require(200);

    for (String foreign : List.of("http://localhost:1", "http://evil.example", "null", "%")) {
      nobody.delete("/api/session", "Cookie", cookie, "Origin", foreign).require(401);
    }
    Answer ended = nobody
        .delete("/api/session", "Cookie", cookie, "Origin", "http://localhost:" + dashboard.port())
        .require(204);

    assertThat(ended.header("Set-Cookie"))
        .startsWith("reelstate_" + dashboard.port() + "=;")
        .contains("Expires=Thu, 01 Jan 1970 ");
    nobody.get("/api/videos", "Cookie", cookie).require(401);
  }

  @Test
  void marks_the_cookie_as_secure_behind_a_proxy_with_tls() {
    Settings behind = TestDashboard.settings(folder.resolve("tls"))
        .withAddress(new Settings.Address("127.0.0.1", 0, 0, List.of("127.0.0.1")));
    try (TestDashboard proxied = TestDashboard.start(behind)) {
      Answer begun = proxied.api().post("/api/session", "X-Forwarded-Proto", "https");

      assertThat(begun.header("Set-Cookie"))
          .startsWith("__Host-reelstate=")
          .containsIgnoringCase("Secure")
          .containsIgnoringCase("Path=/");
      assertThat(begun.header("Set-Cookie")).doesNotContainIgnoringCase("Domain");
      Api browser = new Api(proxied.port(), null);
      String cookie = cookie(begun);
      browser.get("/api/videos", "Cookie", cookie, "Forwarded", "proto=https").require(200);
      browser.get("/api/videos", "Cookie", cookie).require(401);
    }
    assertThat(owner.post("/api/session", "X-Forwarded-Proto", "https").header("Set-Cookie"))
        .as("from nobody who is trusted")
        .startsWith("reelstate_");
  }

  @Test
  void accepts_a_cookie_for_reading_only() {
    String cookie = cookie(owner.post("/api/session").require(204));
    nobody.get("/api/videos", "Cookie", cookie).require(200);
    nobody.get("/api/videos", "Cookie", cookie, "Sec-Fetch-Site", "same-origin").require(200);
    nobody.get("/api/videos/" + mine + "/original", "Cookie", cookie).require(200);
    nobody.head("/api/videos/" + mine + "/original", "Cookie", cookie).require(200);
    nobody.get("/api/videos", "Cookie", cookie, "Sec-Fetch-Site", "same-site").require(401);
    nobody.get("/api/videos", "Cookie", cookie + "x").require(401);
    nobody
        .get("/api/videos", "Cookie", "reelstate_" + dashboard.port() + "=" + TestDashboard.TOKEN)
        .require(401);

    String video = "/api/videos/" + mine;
    nobody.post("/api/session", "Cookie", cookie).require(401);
    nobody.post(video + "/reprocess", "Cookie", cookie).require(401);
    nobody.delete(video, "Cookie", cookie).require(401);
    nobody.delete("/api/videos?status=failed", "Cookie", cookie).require(401);
    nobody.send("PATCH", video, BodyPublishers.ofString("{}"), "Cookie", cookie).require(401);
    nobody
        .send(
            "POST",
            "/api/videos?file_name=a",
            BodyPublishers.ofByteArray(Clips.text(10)),
            "Cookie",
            cookie)
        .require(401);
    nobody
        .post("/api/uploads", "Cookie", cookie, "Tus-Resumable", "1.0.0", "Upload-Length", "9")
        .require(401);
    assertThat(dashboard.platform().get(mine).generation()).isEqualTo(1);
  }

  @Test
  void lists_and_counts_only_the_callers_videos() {
    assertThat(guest.get("/api/videos").require(200).get("items"))
        .isNotEmpty()
        .allSatisfy(video -> assertThat(video.get("project_id").asText()).isEqualTo(MINE));
    assertThat(guest
            .get("/api/videos/count?project=mine")
            .require(200)
            .get("total")
            .asInt())
        .isPositive();
    assertThat(guest.get("/api/videos/count").require(200).json())
        .isEqualTo(guest.get("/api/videos/count?project=mine").json());
    assertThat(owner.get("/api/videos/count").get("total").asInt())
        .isGreaterThan(guest.get("/api/videos/count").get("total").asInt());
    assertThat(guest.get("/api/config").require(200).get("projects"))
        .extracting(JsonNode::asText)
        .containsExactly(MINE);
    assertThat(guest.get("/api/health").require(200).get("completed_last_hour").asInt())
        .isLessThan(owner.get("/api/health").get("completed_last_hour").asInt());
    assertThat(guest.get("/api/config").get("user").asText()).isEqualTo("guest");
  }

  @Test
  void hides_other_peoples_videos_from_a_caller() {
    String media = owner.video(other).get("urls").get("mp4").asText();
    String video = "/api/videos/" + other;

    for (String path : List.of(
        video,
        video + "/artifacts",
        video + "/poster",
        video + "/original",
        media,
        video + "/events",
        "/api/videos?project=other",
        "/api/videos/count?project=other")) {
      Answer answer = guest.get(path);
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("forbidden");
    }
    for (String path : List.of(video + "/poster", video + "/original", media)) {
      assertThat(guest.head(path).status()).as(path).isEqualTo(403);
    }
    for (String action : List.of("retry", "cancel", "reprocess", "restore")) {
      guest.post(video + "/" + action).require(403);
    }
    guest.delete(video).require(403);
    guest.get(video + "/events", "Accept", "text/event-stream").require(403);
    guest.upload(Clips.text(10), "file_name=a.mp4&project=other").require(403);
    guest.send("PATCH", video, BodyPublishers.ofString("{\"title\":\"x\"}")).require(403);
    guest.delete("/api/videos?status=failed&project=other").require(403);
    guest.get("/api/videos/" + mine).require(200);
    assertThat(owner.video(other).get("generation").asInt()).isEqualTo(1);
  }

  @Test
  void lists_and_counts_the_videos_of_several_projects_together() {
    owner.upload(Clips.text(10), "file_name=a.mp4&project=third").require(201);
    Api pair = new Api(dashboard.port(), "token-of-a-pair");
    Set<String> seen = new TreeSet<>();
    int videos = 0;
    String next = "";
    while (next != null) {
      Answer page = pair.get("/api/videos?limit=1" + next).require(200);
      page.get("items").forEach(video -> seen.add(video.get("project_id").asText()));
      videos += page.get("items").size();
      next = page.get("next").isNull() ? null : "&after=" + page.get("next").asText();
    }

    assertThat(seen).containsExactly(MINE, OTHER);
    assertThat(pair.get("/api/videos/count").require(200).get("total").asInt()).isEqualTo(videos);
    assertThat(pair.get("/api/config").get("projects"))
        .extracting(JsonNode::asText)
        .containsExactly(MINE, OTHER);
    assertThat(pair.upload(Clips.text(10), "file_name=a.mp4")
            .require(400)
            .get("detail")
            .asText())
        .contains("project");
    Api none = new Api(dashboard.port(), "token-of-none");
    assertThat(none.get("/api/videos").require(200).get("items")).isEmpty();
    assertThat(none.get("/api/videos/count").require(200).get("total").asInt()).isZero();
    none.upload(Clips.text(10), "file_name=a.mp4").require(400);
    none.get("/api/webhooks").require(403);
    assertThat(owner.get("/api/webhooks").require(200).get("items")).isEmpty();
    owner.post("/api/webhooks/send?url=x").require(404);
  }

  @Test
  void takes_files_for_the_only_project_of_a_caller() {
    assertThat(guest
            .upload(Clips.text(10), "file_name=a.mp4")
            .require(201)
            .get("project_id")
            .asText())
        .isEqualTo(MINE);
    String upload = guest
        .post(
            "/api/uploads",
            "Tus-Resumable",
            "1.0.0",
            "Upload-Length",
            "9",
            "Upload-Metadata",
            "filename YQ==")
        .require(201)
        .header("Location");
    assertThat(guest.get("/api/uploads").get("items").get(0).get("project_id").asText())
        .isEqualTo(MINE);
    guest.delete(upload, "Tus-Resumable", "1.0.0").require(204);
  }

  @Test
  void hides_other_peoples_uploads_from_a_caller() {
    String[] create = {
      "Tus-Resumable", "1.0.0",
      "Upload-Length", "1000",
      "Upload-Metadata", "filename " + base64("a.mp4") + ",project " + base64(OTHER)
    };
    String[] tus = {"Tus-Resumable", "1.0.0"};
    String upload = owner.post("/api/uploads", create).require(201).header("Location");

    guest.post("/api/uploads", create).require(403);
    guest.get("/api/uploads?project=other").require(403);
    guest.head(upload, tus).require(403);
    guest.delete(upload, tus).require(403);
    guest
        .send(
            "PATCH",
            upload,
            BodyPublishers.ofByteArray(new byte[9]),
            "Tus-Resumable",
            "1.0.0",
            "Upload-Offset",
            "0",
            "Content-Type",
            "application/offset+octet-stream")
        .require(403);
    assertThat(guest.get("/api/uploads").require(200).get("items")).isEmpty();
    assertThat(owner.get("/api/uploads?project=other").require(200).get("items"))
        .hasSize(1);
    assertThat(owner.head(upload, tus).require(204).header("Upload-Offset")).isEqualTo("0");
    owner.delete(upload, tus).require(204);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void answers_only_under_this_machines_names() {
    for (String path : List.of("/", "/api/videos", "/healthz", "/api/openapi.yaml")) {
      for (String host : List.of("evil.example", "localhost.evil.example:80", "127.0.0.1.evil")) {
        try (Raw raw = new Raw(dashboard.port())) {
          String answer = raw.head(
                  "GET " + path + " HTTP/1.1",
                  "Host: " + host,
                  "Authorization: Bearer " + TestDashboard.TOKEN,
                  "Connection: close")
              .answer();
          assertThat(answer).as("%s %s", host, path).startsWith("HTTP/1.1 421 ");
          assertThat(answer).contains("\"code\":\"misdirected\"");
        }
      }
      for (String host : List.of("localhost", "127.0.0.1:" + dashboard.port(), "[::1]:80")) {
        try (Raw raw = new Raw(dashboard.port())) {
          assertThat(raw.head(
                      "GET " + path + " HTTP/1.1",
                      "Host: " + host,
                      "Authorization: Bearer " + TestDashboard.TOKEN,
                      "Connection: close")
                  .answer())
              .as("%s %s", host, path)
              .startsWith("HTTP/1.1 200 ");
        }
      }
    }
  }

  @Test
  void answers_to_the_name_of_a_proxy_and_leaves_the_sockets_to_it() {
    Settings behind = TestDashboard.settings(folder.resolve("behind"))
        .withAddress(new Settings.Address("127.0.0.1", 0, 0, List.of("127.0.0.1")));
    try (TestDashboard proxied = TestDashboard.start(behind);
        Raw raw = new Raw(proxied.port())) {
      String answer = raw.head(
              "GET /api/config HTTP/1.1",
              "Host: videos.example.org",
              "Authorization: Bearer " + TestDashboard.TOKEN,
              "Connection: close")
          .answer();
      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"socket_port\":0");
      assertThat(answer).contains("connect-src 'self'").doesNotContain("ws://");
    }
  }

  @Test
  void sends_security_headers_with_the_page_the_api_and_refusals() {
    for (Answer answer : List.of(
        owner.get("/api/config"),
        owner.get("/api/nothing"),
        nobody.get("/api/config"),
        owner.get("/api/videos/" + mine + "/original"),
        owner.get("/api/videos?limit=0"))) {
      protectedBy(answer::header);
    }
    try (Raw raw = new Raw(dashboard.port())) {
      String page =
          raw.head("GET / HTTP/1.1", "Host: localhost", "Connection: close").answer();
      assertThat(page).startsWith("HTTP/1.1 200 ").contains("<html");
      protectedBy(name -> page.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .findFirst()
          .orElse(""));
    }
  }

  private static void protectedBy(java.util.function.UnaryOperator<String> header) {
    assertThat(header.apply("X-Content-Type-Options")).endsWith("nosniff");
    assertThat(header.apply("Referrer-Policy")).endsWith("no-referrer");
    assertThat(header.apply("Cross-Origin-Resource-Policy")).endsWith("same-origin");
    assertThat(header.apply("Cross-Origin-Opener-Policy")).endsWith("same-origin");
    assertThat(header.apply("Content-Security-Policy"))
        .contains("default-src 'self'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void lets_no_other_site_read() {
    Answer answer = owner.get("/api/config", "Origin", "http://evil.example").require(200);

    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void serves_no_file_outside_the_page() {
    for (String path : List.of(
        "/../openapi.yaml",
        "/..%2fopenapi.yaml",
        "/%2e%2e/simplelogger.properties",
        "/assets/../../openapi.yaml",
        "/assets/..%2f..%2fsimplelogger.properties",
        "/%61pi/videos",
        "//api/videos",
        "/simplelogger.properties",
        "/api/../openapi.yaml")) {
      try (Raw raw = new Raw(dashboard.port())) {
        String answer = raw.head(
                "GET " + path + " HTTP/1.1", "Host: localhost", "Connection: close")
            .answer();
        assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|401|404) .*");
        assertThat(answer).contains("application/problem+json");
      }
    }
  }

  @Test
  void refuses_malformed_http_in_one_sentence() {
    for (String[] head : List.of(
        new String[] {"NONSENSE"},
        new String[] {"GET / HTTP/1.1"},
        new String[] {
          "GET /api/videos/" + mine + "/media/%00.jpg HTTP/1.1", "Host: localhost",
          "Authorization: Bearer " + TestDashboard.TOKEN, "Connection: close"
        },
        new String[] {
          "GET /api/videos/%zz HTTP/1.1",
          "Host: localhost",
          "Authorization: Bearer " + TestDashboard.TOKEN,
          "Connection: close"
        },
        new String[] {"GET / HTTP/1.1", "Host: localhost", "X: " + "x".repeat(10_000)})) {
      try (Raw raw = new Raw(dashboard.port())) {
        String answer = raw.head(head).answer();
        assertThat(answer).as(head[0]).matches("(?s)HTTP/1.1 4\\d\\d .*");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        Leaks.check(
            body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1),
            Integer.parseInt(answer.substring(9, 12)));
      }
    }
  }

  @Test
  void asks_clients_to_slow_down(@TempDir Path small) {
    try (TestDashboard slow =
        TestDashboard.start(TestDashboard.settings(small).withLimits(new Limits(1000, 5, 600)))) {
      for (int i = 0; i < 5; i++) {
        slow.api().get("/api/videos").require(200);
      }

      Answer answer = slow.api().get("/api/videos").require(429);

      assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
      assertThat(answer.code()).isEqualTo("rate_limited");
      new Api(slow.port(), null).get("/healthz").require(200);
    }
  }

  @Test
  void limits_token_guessing(@TempDir Path small) {
    try (TestDashboard slow =
        TestDashboard.start(TestDashboard.settings(small).withLimits(new Limits(1000, 5, 600)))) {
      Api guessing = new Api(slow.port(), "guess");
      for (int i = 0; i < 5; i++) {
        guessing.get("/api/videos").require(401);
      }

      assertThat(guessing.get("/api/videos").status()).isEqualTo(429);
    }
  }

  @Test
  void lets_no_stranger_use_up_the_requests_of_a_caller(@TempDir Path small) {
    try (TestDashboard slow =
        TestDashboard.start(TestDashboard.settings(small).withLimits(new Limits(1000, 5, 600)))) {
      slow.api().get("/api/videos").require(200);
      Api guessing = new Api(slow.port(), "guess");
      for (int i = 0; i < 5; i++) {
        guessing.get("/api/videos").require(401);
      }
      guessing.get("/api/videos").require(429);

      slow.api().get("/api/videos").require(200);
    }
  }

  @Test
  void limits_the_rate_of_new_uploads_of_either_kind(@TempDir Path small) {
    try (TestDashboard slow =
        TestDashboard.start(TestDashboard.settings(small).withLimits(new Limits(1000, 6000, 2)))) {
      String[] create = {
        "Tus-Resumable", "1.0.0", "Upload-Length", "9", "Upload-Metadata", "filename YQ=="
      };
      slow.api().post("/api/uploads", create).require(201);
      slow.api().upload(Clips.text(10), "file_name=a.txt").require(201);

      Answer answer = slow.api().post("/api/uploads", create).require(429);
      slow.api().upload(Clips.text(10), "file_name=a.txt").require(429);

      assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    }
  }

  @Test
  void refuses_oversized_files_before_they_arrive(@TempDir Path small) {
    try (TestDashboard strict = TestDashboard.start(
        TestDashboard.settings(small).withLimits(new Limits(1000, 6000, 600)))) {
      Answer begun = strict
          .api()
          .post(
              "/api/uploads",
              "Tus-Resumable",
              "1.0.0",
              "Upload-Length",
              "1001",
              "Upload-Metadata",
              "filename YQ==");
      assertThat(begun.status()).isEqualTo(413);
      assertThat(begun.code()).isEqualTo("too_large");
      try (Raw raw = new Raw(strict.port())) {
        String answer = raw.head(
                "POST /api/videos?file_name=a HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + TestDashboard.TOKEN,
                "Content-Length: 1001",
                "Connection: close")
            .answer();
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"too_large\"");
      }
      assertThat(strict.platform().list(VideoQuery.all()).items()).isEmpty();
      assertThat(strict.api().get("/api/config").get("max_upload_bytes").asLong())
          .isEqualTo(1000);
    }
  }
}
