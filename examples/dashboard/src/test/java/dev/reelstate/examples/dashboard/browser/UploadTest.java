package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.task.Failure;
import dev.reelstate.video.VideoId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

class UploadTest extends InBrowser {

  private static final String SEEN = """
      window.seen = new Set();
      new MutationObserver(() => {
        for (const badge of document.querySelectorAll('[data-testid=video-row] .badge')) window.seen.add(badge.dataset.status);
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
      """;

  @Override
  boolean isExpected(String complaint) {
    return complaint.contains("status of 422");
  }

  @Test
  void shows_a_video_from_upload_to_completion_without_a_reload() throws Exception {
    Path film = site().clip("holiday.mp4");
    page().open();
    page().ask(SEEN);
    page()
        .ask("document.querySelector('[data-testid=file-input]').addEventListener('click',"
            + " event => { window.asked = true; event.preventDefault(); })");

    page().click("upload-button");
    assertThat(page().isTrue("window.asked"))
        .as("the first click asks for files")
        .isTrue();
    page().upload(film);

    WebElement upload = page().uploadOf(film);
    page().until("uploaded", () -> Page.attribute(upload, "data-state").equals("done"));
    VideoId id = VideoId.of(Page.attribute(upload, "data-id"));
    page()
        .until(
            "a thumbnail that the browser made",
            () -> page()
                .isTrue(
                    "arguments[0].querySelector('.upload-picture img').naturalWidth === 192",
                    upload));
    page().untilListed(id, "completed");
    By poster = By.cssSelector("[data-testid=video-row][data-id='" + id + "'] img");
    page()
        .until(
            "a poster",
            () -> page()
                .isTrue("arguments[0].naturalWidth > 0", page().driver().findElement(poster)));
    assertThat(page().isTrue("window.seen.has('processing')")).isTrue();
    assertThat(page().row(id).getText()).contains("holiday", "0:06", "640 × 360");
    page().show("uploaded");
    page().isAccessible("finished upload");

    page()
        .hands()
        .click(upload.findElement(By.cssSelector("[data-testid=upload-open]")))
        .perform();
    page().untilDetailed("completed");
    page().find("player");
  }

  @Test
  void says_in_one_sentence_that_a_file_is_empty() throws Exception {
    Path empty = site().emptyFile("empty.mp4");
    page().open();

    page().upload(empty);

    WebElement upload = page().uploadOf(empty);
    page().until("refused", () -> Page.attribute(upload, "data-state").equals("failed"));
    assertThat(upload.findElement(By.cssSelector("[data-testid=upload-state]")).getText())
        .isEqualTo("The file is empty; upload it again from its source.");
    assertThat(page().sees("toast-error")).isFalse();
  }

  @Test
  void says_why_a_file_was_rejected_and_what_to_do() throws Exception {
    Path text = site().noClip("text.mp4");
    page().open();

    page().upload(text);

    WebElement upload = page().uploadOf(text);
    page().until("refused", () -> Page.attribute(upload, "data-state").equals("failed"));
    VideoId id = VideoId.of(Page.attribute(upload, "data-id"));
    page().untilListed(id, "rejected");
    Failure failure = site().platform().get(id).failure();
    String message = failure == null ? "no failure" : failure.message();
    assertThat(upload.getText()).contains(message);
    page().row(id).click();
    page().untilDetailed("rejected");
    assertThat(page().text("failure-reason")).isEqualTo(message);
    assertThat(page().text("failure-advice")).isNotBlank();
    page().show("rejected");
    page().isAccessible("rejected video");
  }
}
