package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AccessTest {

  private static final String GUEST = "token-of-a-guest";
  private static final String MINE = "mine";
  private static final String OTHER = "other";
  private static final String COOKIE = "reelstate_token=" + TestDashboard.TOKEN;

  /** A caller with access to everything, or to one project only. */
  private record Person(String name, boolean all) implements Caller {
    @Override
    public boolean mayUse(String project) {
      return all || project.equals(MINE);
    }
  }

  private static final Access ACCESS = token -> {
    if (TestDashboard.TOKEN.equals(token)) {
      return Optional.of(new Person("owner", true));
    }
    return GUEST.equals(token) ? Optional.of(new Person("guest", false)) : Optional.empty();
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

  @Test
  void keeps_the_token_in_a_cookie_hidden_from_scripts_and_other_sites() {
    String cookie = owner.post("/api/session").require(204).header("Set-Cookie");

    assertThat(cookie)
        .startsWith(COOKIE + ";")
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Strict")
        .containsIgnoringCase("Path=/");
    assertThat(owner.delete("/api/session").require(204).header("Set-Cookie"))
        .startsWith("reelstate_token=")
        .doesNotContain(TestDashboard.TOKEN)
        .contains("Expires=Thu, 01 Jan 1970 ");
  }

  @Test
  void accepts_a_cookie_for_reading_only() {
    nobody.get("/api/videos", "Cookie", COOKIE).require(200);
    nobody.get("/api/videos/" + mine + "/original", "Cookie", COOKIE).require(200);
    nobody.head("/api/videos/" + mine + "/original", "Cookie", COOKIE).require(200);
    nobody.get("/api/videos", "Cookie", "reelstate_token=wrong").require(401);

    String video = "/api/videos/" + mine;
    nobody.post("/api/session", "Cookie", COOKIE).require(401);
    nobody.post(video + "/reprocess", "Cookie", COOKIE).require(401);
    nobody.delete(video, "Cookie", COOKIE).require(401);
    nobody
        .send(
            "POST",
            "/api/videos?file_name=a",
            BodyPublishers.ofByteArray(Clips.text(10)),
            "Cookie",
            COOKIE)
        .require(401);
    nobody
        .post("/api/uploads", "Cookie", COOKIE, "Tus-Resumable", "1.0.0", "Upload-Length", "9")
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
    assertThat(guest.get("/api/videos/count").require(400).code()).isEqualTo("invalid_request");
    assertThat(guest.get("/api/config").require(200).get("projects"))
        .noneSatisfy(project -> assertThat(project.asText()).isEqualTo(OTHER));
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
    guest.upload(Clips.text(10), "file_name=a.mp4").require(403);
    guest.get("/api/videos/" + mine).require(200);
    assertThat(owner.video(other).get("generation").asInt()).isEqualTo(1);
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
    guest
        .post(
            "/api/uploads",
            "Tus-Resumable",
            "1.0.0",
            "Upload-Length",
            "9",
            "Upload-Metadata",
            "filename YQ==")
        .require(403);
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
        .withAddress(new Settings.Address("127.0.0.1", 0, 0, true));
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
