package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.reelstate.examples.dashboard.Settings;
import dev.reelstate.examples.dashboard.Settings.Limits;
import dev.reelstate.examples.dashboard.api.Api.Answer;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ImportApiTest {

  @TempDir
  private Path folder;

  private final CountDownLatch rest = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/clip.mp4", exchange -> {
      exchange.sendResponseHeaders(200, Clips.SMALL.length);
      exchange.getResponseBody().write(Clips.SMALL, 0, 100);
      exchange.getResponseBody().flush();
      try {
        rest.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      exchange.getResponseBody().write(Clips.SMALL, 100, Clips.SMALL.length - 100);
      exchange.close();
    });
    server.createContext("/empty.mp4", exchange -> {
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    rest.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private TestDashboard dashboard(boolean privateSources, long most) {
    return TestDashboard.start(TestDashboard.settings(folder)
        .withLimits(new Limits(most, 6000, 600))
        .withOutside(new Settings.Outside(List.of(), privateSources)));
  }

  private Answer fetch(TestDashboard dashboard, String body) {
    return dashboard.api().send("POST", "/api/imports", BodyPublishers.ofString(body));
  }

  private String body(String path) {
    return "{\"url\":\"http://127.0.0.1:" + server.getAddress().getPort() + path
        + "\",\"project\":\"far\"}";
  }

  @Test
  void fetches_a_file_in_the_background() {
    try (TestDashboard dashboard = dashboard(true, 1 << 20)) {
      Answer begun = fetch(dashboard, body("/clip.mp4")).require(202);

      assertThat(begun.get("status").asText()).isEqualTo("uploading");
      assertThat(begun.get("file_name").asText()).isEqualTo("clip.mp4");
      assertThat(begun.get("project_id").asText()).isEqualTo("far");
      assertThat(begun.header("Location")).isEqualTo("/api/videos/" + begun.id());

      rest.countDown();

      assertThat(dashboard.settled(begun.id()).status()).isEqualTo(VideoStatus.COMPLETED);
      assertThat(dashboard.api().get("/api/videos/" + begun.id() + "/original").bytes())
          .isEqualTo(Clips.SMALL);
    }
  }

  @Test
  void records_nothing_if_there_is_no_file() {
    try (TestDashboard dashboard = dashboard(true, Clips.SMALL.length - 1)) {
      assertThat(fetch(dashboard, body("/nothing")).require(422).get("detail").asText())
          .contains("404");
      fetch(dashboard, body("/clip.mp4")).require(413);
      assertThat(fetch(dashboard, body("/empty.mp4"))
              .require(422)
              .get("failure")
              .get("name")
              .asText())
          .isEqualTo("EMPTY_FILE");
      for (String wrong :
          List.of("", "[]", "{}", "{\"url\":7}", "{\"url\":\"a b\"}", "{\"urls\":\"x\"}")) {
        assertThat(fetch(dashboard, wrong).status()).as(wrong).isEqualTo(400);
      }
      assertThat(dashboard.platform().list(VideoQuery.all()).items()).isEmpty();
    }
  }

  @Test
  void reaches_no_private_address_unless_it_may() {
    try (TestDashboard dashboard = dashboard(false, 1 << 20)) {
      Answer refused = fetch(dashboard, body("/clip.mp4")).require(400);

      assertThat(refused.get("detail").asText()).contains("public addresses only");
      assertThat(dashboard.platform().list(VideoQuery.all()).items()).isEmpty();
    }
  }
}
