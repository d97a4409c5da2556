package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

class ActionsTest extends InBrowser {

  private List<Video> videos = List.of();

  @Override
  void prepare(Site with) throws Exception {
    videos = List.of(with.await(with.ingest(with.clip("film.mp4"), "A film")));
  }

  @Test
  void deletes_a_video_and_undoes_that() throws Exception {
    Video video = videos.get(0);
    page().openDetails(video);
    page().untilDetailed("completed");

    page().click("action-delete");

    page().until("gone", () -> !page().titles().contains("A film"));
    assertThat(page().sees("details")).isFalse();
    page().find("undo");
    page().show("deleted");
    page().isAccessible("deleted video");
    page().click("undo");
    page().untilListed(video.id(), "completed");
    assertThat(site().platform().get(video.id()).status()).isEqualTo(VideoStatus.COMPLETED);
  }

  @Test
  void deletes_and_undoes_that_with_the_keyboard() throws Exception {
    Video video = videos.get(0);
    page().open();
    page().untilListed(video.id(), "completed");

    page().ask("arguments[0].focus()", page().row(video.id()));
    page().hands().sendKeys(Keys.DELETE).perform();
    page().until("gone", () -> !page().titles().contains("A film"));
    page().find("undo");
    page().hands().keyDown(Keys.CONTROL).sendKeys("z").keyUp(Keys.CONTROL).perform();

    page().untilListed(video.id(), "completed");
  }

  @Test
  void cancels_and_retries() throws Exception {
    Video video = site().ingest(site().longClip("long.mp4"), "Long");
    page().openDetails(video);
    page().untilDetailed("processing");
    page().show("processing");

    page().click("action-cancel");
    page().untilDetailed("cancelled");
    page().show("cancelled");
    page().isAccessible("cancelled video");
    page().untilListed(video.id(), "cancelled");

    page().click("action-retry");
    page().untilDetailed("processing");
    page().click("action-cancel");
    page().untilDetailed("cancelled");
  }

  @Test
  void reprocesses_a_video() throws Exception {
    Video video = videos.get(0);
    page().openDetails(video);
    page().untilDetailed("completed");

    page().click("action-reprocess");

    page()
        .until(
            "published again", () -> site().platform().get(video.id()).publishedGeneration() == 2);
    page().untilDetailed("completed");
    page().find("player");
    page().show("details");
    page().isAccessible("details");
  }
}
