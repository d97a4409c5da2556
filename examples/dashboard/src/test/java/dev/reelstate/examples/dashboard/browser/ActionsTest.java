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
  void deletes_a_video_and_undoes_that_even_after_a_reload() throws Exception {
    Video video = videos.get(0);
    page().openDetails(video);
    page().untilDetailed("completed");

    page().click("action-delete");

    page().until("gone", () -> !page().titles().contains("A film"));
    assertThat(page().sees("details")).isFalse();
    page().find("undo");
    page().show("deleted");
    page().isAccessible("deleted video");

    page().driver().navigate().refresh();

    page().until("live", () -> page().attribute("connection", "data-state").equals("live"));
    assertThat(page().titles()).doesNotContain("A film");
    page().click("undo");
    page().untilListed(video.id(), "completed");
    assertThat(site().platform().get(video.id()).status()).isEqualTo(VideoStatus.COMPLETED);
    page().driver().navigate().refresh();
    page().untilListed(video.id(), "completed");
    assertThat(page().sees("undo")).isFalse();
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
  void renames_and_labels_a_video() {
    Video video = videos.get(0);
    page().openDetails(video);
    page().untilDetailed("completed");

    page().click("rename");
    page().find("title-input").sendKeys(Keys.chord(Keys.CONTROL, "a"), "Night ride", Keys.ENTER);
    page().until("renamed", () -> page().text("details-title").equals("Night ride"));
    page().until("renamed in the list", () -> page().titles().contains("Night ride"));
    page().find("label-input").sendKeys("dark", Keys.ENTER);
    page().until("labelled", () -> page().text("label").equals("dark"));
    page().find("label-input").sendKeys("wet road", Keys.ENTER);
    page().until("labelled twice", () -> page().text("labels").contains("wet road"));
    assertThat(site().platform().get(video.id()).labels())
        .containsExactlyInAnyOrder("dark", "wet road");
    page().show("labelled");
    page().isAccessible("labels");

    page().click("label");
    page().until("filtered", () -> page().text("label-filter").contains("dark"));
    assertThat(page().driver().getCurrentUrl()).contains("label=dark");
    assertThat(page().titles()).containsExactly("Night ride");
    page().click("label-remove");
    page().find("list-empty");
    page().click("label-filter");

    page().click("rename");
    page().find("title-input").sendKeys(Keys.chord(Keys.CONTROL, "a"), "A film", Keys.ENTER);
    page().until("renamed back", () -> page().titles().contains("A film"));
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
  void reprocesses_a_video_without_stopping_it() throws Exception {
    Video video = videos.get(0);
    page().openDetails(video);
    page().untilDetailed("completed");
    page().find("player");
    page().ask("window.film = document.querySelector('video'); film.loop = true");
    page().until("it can play", () -> page().isTrue("film.readyState > 2"));
    page().click("player-play");

    page().click("action-reprocess");

    page()
        .until(
            "published again", () -> site().platform().get(video.id()).publishedGeneration() == 2);
    page().untilDetailed("completed");
    page().find("newer-version");
    assertThat(page().isTrue("film.isConnected && !film.paused && film.currentTime > 0"))
        .isTrue();
    page().show("details-newer");

    page().click("show-newer");

    page().until("replaced", () -> !page().isTrue("film.isConnected"));
    page().until("goes on", () -> page().isTrue("document.querySelector('video').currentTime > 0"));
    assertThat(page().sees("newer-version")).isFalse();
    page().show("details");
    page().isAccessible("details");
  }
}
