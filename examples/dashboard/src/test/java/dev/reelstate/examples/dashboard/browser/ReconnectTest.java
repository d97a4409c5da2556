package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("browser")
class ReconnectTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  /** A rate such as 1.4×, which is not a size such as 640 × 360, or the remaining time. */
  private static final Pattern RATE = Pattern.compile("\\d×|\\d (s|min|h) left");

  private static final String EVENT = "42[\"video_processing_update\",";

  @TempDir
  private Path folder;

  private Site site;
  private int socketPort;
  private Cable cable;
  private Page page;

  @BeforeEach
  void start() throws Exception {
    Chromium.assumeIsThere();
    site = Site.start(folder);
    socketPort = site.socketPort();
    cable = Cable.to(socketPort);
    page = Page.at(
        site, "--host-resolver-rules=MAP localhost:" + socketPort + " 127.0.0.1:" + cable.port());
  }

  @AfterEach
  void end() throws Exception {
    if (page != null) {
      page.close();
      cable.close();
      site.close();
    }
  }

  private void untilConnection(String state) {
    page.until(state, () -> page.attribute("connection", "data-state").equals(state));
  }

  /** The numbers of a video's durable events received over Socket.IO, in order of arrival. */
  private List<Long> numbers(VideoId id) throws Exception {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode frame : page.network("webSocketFrameReceived")) {
      String data = frame.path("response").path("payloadData").asText();
      if (data.startsWith(EVENT)) {
        JsonNode event = JSON.readTree(data.substring(2)).get(1);
        if (event.path("video_id").asText().equals(id.toString())
            && !event.path("event_number").isNull()) {
          numbers.add(event.path("event_number").asLong());
        }
      }
    }
    return numbers;
  }

  private static List<Long> all(Video video) {
    return LongStream.rangeClosed(1, video.eventNumber()).boxed().toList();
  }

  @Test
  void gets_every_missed_event_exactly_once_and_without_a_reload() throws Exception {
    page.open();
    page.ask("window.notReloaded = true");
    Video before = site.await(site.ingest(site.clip("before.mp4"), "Before"));
    page.untilListed(before.id(), "completed");

    cable.cut();
    untilConnection("reconnecting");
    page.show("reconnecting");
    Video meanwhile = site.await(site.ingest(site.clip("meanwhile.mp4"), "Meanwhile"));
    cable.mend();

    untilConnection("live");
    page.untilListed(meanwhile.id(), "completed");
    page.until("all events", () -> count(meanwhile.id()) >= meanwhile.eventNumber());
    assertThat(numbers(meanwhile.id())).isEqualTo(all(meanwhile));
    assertThat(numbers(before.id())).isEqualTo(all(before));
    assertThat(page.isTrue("window.notReloaded")).isTrue();
    page.show("reconnected");
  }

  private long count(VideoId id) {
    try {
      return numbers(id).size();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void says_at_once_what_is_known_while_the_server_is_gone() throws Exception {
    Video done = site.await(site.ingest(site.clip("done.mp4"), "Done"));
    Video running = site.ingest(site.longClip("long.mp4"), "Running");
    page.go("").find("token-input").sendKeys(Site.TOKEN);
    page.click("token-submit");
    page.until("the poster is there after the first login", () -> hasPoster(done));
    untilConnection("live");
    page.click("health-button");
    assertThat(page.text("health-workers")).contains("busy");
    page.row(running.id()).click();
    page.until(
        "rates are shown", () -> RATE.matcher(page.row(running.id()).getText()).find());

    freezeWorkers(); // the server's last seconds must not suffice
    int port = site.port();
    site.close();
    long gone = System.nanoTime();
    page.find("notice");

    assertThat(Duration.ofNanos(System.nanoTime() - gone)).isLessThan(Duration.ofSeconds(5));
    assertThat(page.text("notice")).contains("has not answered since", "what was known then");
    assertThat(page.text("health-button")).isEqualTo("No answer");
    assertThat(page.text("health-note")).contains("unknown");
    assertThat(page.text("connection")).isEqualTo("No answer");
    assertThat(page.row(running.id()).getText()).contains("last known").doesNotContainPattern(RATE);
    assertThat(page.text("details-progress")).contains("last known").doesNotContainPattern(RATE);
    assertThat(page.text("timeline")).contains("was running");
    page.show("server-gone");
    page.isAccessible("server gone");

    site = Site.again(folder, port, socketPort);
    page.until("known again", () -> !page.sees("notice"));
    page.until("healthy", () -> page.text("health-button").equals("Healthy"));
    assertThat(page.sees("health-note")).isFalse();
    page.untilListed(running.id(), "processing");
  }

  /** Workers are the only other JVMs; closing the server kills them. */
  private static void freezeWorkers() throws Exception {
    List<ProcessHandle> workers = ProcessHandle.current()
        .descendants()
        .filter(
            one -> one.info().command().filter(path -> path.endsWith("/java")).isPresent())
        .toList();
    assertThat(workers).isNotEmpty();
    for (ProcessHandle worker : workers) {
      Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(worker.pid())).start();
      assertThat(kill.waitFor()).isZero();
    }
  }

  private boolean hasPoster(Video video) {
    return page.isTrue(
        "document.querySelector(`[data-id='${arguments[0]}'] img`)?.naturalWidth > 0",
        video.id().toString());
  }

  @Test
  void reconnects_to_a_restarted_server() throws Exception {
    page.open();
    page.ask("window.notReloaded = true");
    Video before = site.await(site.ingest(site.clip("before.mp4"), "Before"));
    page.untilListed(before.id(), "completed");

    int port = site.port();
    site.close();
    untilConnection("reconnecting");
    site = Site.again(folder, port, socketPort);

    untilConnection("live");
    Video after = site.await(site.ingest(site.clip("after.mp4"), "After"));
    page.untilListed(after.id(), "completed");
    assertThat(page.titles()).containsExactly("After", "Before");
    assertThat(page.isTrue("window.notReloaded")).isTrue();
  }

  @Test
  void is_live_again_when_the_machine_is_online_again() {
    page.open();

    page.driver().executeCdpCommand("Network.enable", Map.of());
    offline(true);
    untilConnection("offline");
    offline(false);

    untilConnection("live");
  }

  @Test
  void is_up_to_date_again_after_back_navigation() throws Exception {
    page.open();

    page.driver().get("about:blank");
    page.until("the connection is closed", () -> !cable.isUsed());
    Video meanwhile = site.await(site.ingest(site.clip("meanwhile.mp4"), "Meanwhile"));
    page.driver().navigate().back();

    untilConnection("live");
    page.untilListed(meanwhile.id(), "completed");
  }

  private void offline(boolean off) {
    page.driver()
        .executeCdpCommand(
            "Network.emulateNetworkConditions",
            Map.of("offline", off, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }
}
