package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

@Tag("browser")
class ResumedUploadTest {

  private static final long SLOW = 10_000_000;

  /** What is left then takes minutes. */
  private static final long HARDLY_MOVING = 200_000;

  private static final By ROW = By.cssSelector("[data-testid=video-row] .row-progress");

  @TempDir
  private Path folder;

  private Site site;
  private Cable cable;
  private Path film;

  @BeforeEach
  void start() throws Exception {
    Chromium.assumeIsThere();
    site = Site.start(folder);
    cable = Cable.to(site.port());
    film = site.largeClip("film.mp4", 40);
  }

  @AfterEach
  void end() throws Exception {
    if (cable != null) {
      cable.close();
      site.close();
    }
  }

  private Page browser() {
    return Page.at(
        site,
        "--user-data-dir=" + folder.resolve("profile"),
        "--host-resolver-rules=MAP localhost:" + site.port() + " 127.0.0.1:" + cable.port());
  }

  private WebElement begin(Page page) {
    page.open();
    cable.slowDown(SLOW);
    page.upload(film);
    WebElement upload = page.uploadOf(film);
    WebElement bar = upload.findElement(By.cssSelector("[role=progressbar]"));
    page.until(
        "a third has arrived", () -> Integer.parseInt(Page.attribute(bar, "aria-valuenow")) >= 33);
    cable.slowDown(HARDLY_MOVING);
    return upload;
  }

  private void arrived(Page page) throws Exception {
    page.until("done", () -> {
      WebElement upload = page.uploadOf(film);
      return Page.attribute(upload, "data-state").equals("done");
    });
    List<Video> videos = site.platform().list(VideoQuery.all()).items();
    assertThat(videos).hasSize(1);
    Original original = videos.get(0).original();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(film));
    assertThat(original).isNotNull();
    assertThat(original == null ? "" : original.sha256())
        .isEqualTo(HexFormat.of().formatHex(hash));
  }

  /** The offsets at which bytes were sent. */
  private static List<Long> offsets(Page page) {
    return requests(page, "PATCH").stream()
        .map(request -> request.path("headers").path("Upload-Offset").asLong())
        .toList();
  }

  private static List<JsonNode> requests(Page page, String method) {
    return page.network("requestWillBeSent").stream()
        .map(event -> event.path("request"))
        .filter(request -> request.path("url").asText().contains("/api/uploads"))
        .filter(request -> request.path("method").asText().equals(method))
        .toList();
  }

  @Test
  void shows_its_progress_and_can_be_cancelled() throws Exception {
    try (Page page = browser()) {
      begin(page);
      page.until("rate and time", () -> page.text("upload-state").matches("\\d+ % .*/s .* left"));
      page.until(
          "the list also shows the progress", () -> page.find(ROW).getText().contains(" % "));
      page.show("uploading");
      page.isAccessible("upload");

      page.click("upload-cancel");

      page.until("gone", () -> !page.sees("upload-item") && !page.sees("unfinished-upload"));
      assertThat(site.platform().uploads().list()).isEmpty();
      page.until("its row is gone too", () -> page.titles().isEmpty());
      assertThat(site.platform().list(VideoQuery.all()).items()).isEmpty();
    }
  }

  @Test
  void stops_when_paused_and_resumes_where_it_was() throws Exception {
    try (Page page = browser()) {
      WebElement upload = begin(page);

      page.click("upload-toggle");
      page.until("paused", () -> Page.attribute(upload, "data-state").equals("paused"));
      page.until("no remaining time is shown", () -> !page.find(ROW).getText().contains("left"));
      page.show("upload-paused");
      page.isAccessible("paused upload");
      assertThat(site.platform().uploads().list()).hasSize(1);
      assertThat(offsets(page)).containsExactly(0L);
      cable.speedUp();
      page.click("upload-toggle");

      arrived(page);
      assertThat(requests(page, "POST")).hasSize(1);
      assertThat(offsets(page).get(offsets(page).size() - 1)).isPositive();
    }
  }

  @Test
  void resumes_in_a_restarted_browser() throws Exception {
    try (Page page = browser()) {
      begin(page);
    }
    cable.speedUp();

    try (Page page = browser()) {
      page.open();
      page.find("unfinished-upload");
      page.show("upload-unfinished");
      page.isAccessible("unfinished upload");
      page.upload(film);

      arrived(page);
      assertThat(requests(page, "POST")).isEmpty();
      assertThat(requests(page, "HEAD")).isNotEmpty();
      assertThat(offsets(page)).isNotEmpty().allMatch(offset -> offset > 0);
    }
  }

  @Test
  void resumes_by_itself_after_the_connection_was_lost() throws Exception {
    try (Page page = browser()) {
      begin(page);

      cable.cut();
      cable.speedUp();
      page.until("the loss is noticed", () -> !requests(page, "HEAD").isEmpty());
      cable.mend();

      arrived(page);
      assertThat(requests(page, "POST")).hasSize(1);
      assertThat(offsets(page).get(offsets(page).size() - 1)).isPositive();
    }
  }
}
