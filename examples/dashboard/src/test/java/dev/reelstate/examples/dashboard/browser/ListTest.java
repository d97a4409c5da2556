package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.video.Video;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

class ListTest extends InBrowser {

  private static final String FOCUSED = "document.activeElement.getAttribute('aria-rowindex')";

  private List<Video> videos = List.of();

  @Override
  void prepare(Site with) throws Exception {
    Video film = with.await(with.ingest(with.clip("sea.mp4"), "The sea"));
    Video other = with.await(with.ingest(with.clip("hills.mp4"), "The hills"));
    Video text = with.await(with.ingest(with.noClip("text.mp4"), "No film"));
    videos = List.of(text, other, film);
  }

  @BeforeEach
  void open() {
    page().open();
    untilListed("No film", "The hills", "The sea");
  }

  private void untilListed(String... titles) {
    page().until(String.join(", ", titles), () -> page().titles().equals(List.of(titles)));
  }

  @Test
  void shows_the_videos_of_a_status() {
    page().click("status-rejected");
    untilListed("No film");
    assertThat(page().attribute("status-rejected", "aria-pressed")).isEqualTo("true");
    assertThat(page().driver().getCurrentUrl()).contains("status=rejected");
    page().show("filtered");

    page().click("status-completed");
    untilListed("No film", "The hills", "The sea");
    page().click("status-all");
    assertThat(page().attribute("status-rejected", "aria-pressed")).isEqualTo("false");
  }

  @Test
  void searches() {
    page().find("search").sendKeys("hills");
    untilListed("The hills");
    page().driver().navigate().refresh();
    untilListed("The hills");

    page().find("search").sendKeys(" of which there are none");
    page().find("list-empty");
    page().show("nothing-fits");
    page().isAccessible("no matches");
    page().click("clear-filters");
    untilListed("No film", "The hills", "The sea");
  }

  @Test
  void can_be_used_with_the_keyboard_alone() {
    page().until("the first row is reached", () -> {
      page().hands().sendKeys(Keys.TAB).perform();
      return page().isTrue(FOCUSED + " === '1'");
    });
    page().hands().sendKeys(Keys.ARROW_DOWN).perform();
    assertThat(page().isTrue(FOCUSED + " === '2'")).isTrue();
    page().hands().sendKeys(Keys.END).perform();
    assertThat(page().isTrue(FOCUSED + " === '3'")).isTrue();
    page().hands().sendKeys(Keys.ARROW_UP).perform();
    page().show("keys");

    page().hands().sendKeys(Keys.ENTER).perform();
    page().untilDetailed("completed");
    assertThat(page().text("details-title")).isEqualTo("The hills");
    assertThat(page().isTrue("document.activeElement.dataset.testid === 'details-title'"))
        .isTrue();
    page().hands().sendKeys(Keys.ESCAPE).perform();

    page().until("closed", () -> !page().sees("details"));
    assertThat(page().isTrue(FOCUSED + " === '2'")).isTrue();
  }

  @Test
  void sorts_by_the_columns_of_a_wide_screen() {
    page().beAsWideAs(1600);
    try {
      page().find("columns");
      assertThat(page().row(videos.get(1).id()).getText()).contains("640 × 360", "default");
      page().show("wide");
      page().isAccessible("wide screen");

      page().click("sort-what");
      untilListed("No film", "The hills", "The sea");
      page().click("sort-what");
      untilListed("The sea", "The hills", "No film");
      assertThat(page().driver().getCurrentUrl()).contains("sort=title-down");
      page().driver().navigate().refresh();
      untilListed("The sea", "The hills", "No film");
      assertThat(page().isTrue("document.querySelector('.head-what').ariaSort === 'descending'"))
          .isTrue();
    } finally {
      page().beWide();
    }
    new Select(page().find("sort")).selectByVisibleText("Oldest first");
    untilListed("The sea", "The hills", "No film");
    new Select(page().find("sort")).selectByVisibleText("Newest first");
    untilListed("No film", "The hills", "The sea");
  }

  @Test
  void opens_the_video_in_the_url_and_goes_back() {
    page().row(videos.get(2).id()).click();
    page().untilDetailed("completed");
    assertThat(page().driver().getCurrentUrl())
        .endsWith("#video=" + videos.get(2).id());

    page().row(videos.get(0).id()).click();
    page().untilDetailed("rejected");
    page().driver().navigate().back();
    page().until("back", () -> page().text("details-title").equals("The sea"));
  }
}
