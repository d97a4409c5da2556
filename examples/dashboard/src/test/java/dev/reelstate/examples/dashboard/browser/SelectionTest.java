package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.video.Video;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

class SelectionTest extends InBrowser {

  private final List<Video> videos = new ArrayList<>();

  @Override
  void prepare(Site with) throws Exception {
    videos.add(with.beginUpload("Coming"));
    for (String title : List.of("Bad 3", "Bad 2", "Bad 1")) {
      videos.add(with.await(with.ingest(with.noClip(title + ".mp4"), title)));
    }
  }

  @BeforeEach
  void open() {
    page().open();
    untilListed("Bad 1", "Bad 2", "Bad 3", "Coming");
  }

  private void untilListed(String... titles) {
    page().until(String.join(", ", titles), () -> page().titles().equals(List.of(titles)));
  }

  private WebElement box(int number) {
    return page().row(videos.get(number).id()).findElement(By.cssSelector(".row-check"));
  }

  @Test
  void acts_on_all_selected_videos_and_undoes_that_at_once() {
    box(3).click();
    page().hands().keyDown(Keys.SHIFT).click(box(1)).keyUp(Keys.SHIFT).perform();
    assertThat(page().text("bulk-count")).isEqualTo("3 selected");
    assertThat(page().sees("bulk-cancel")).isFalse();
    assertThat(page().sees("details")).isFalse();
    box(0).click();
    assertThat(page().text("bulk-cancel")).isEqualTo("Cancel 1");
    assertThat(page().text("bulk-delete")).isEqualTo("Delete");
    page().show("selected");
    page().isAccessible("selected videos");

    box(0).click();
    page().click("bulk-delete");

    untilListed("Coming");
    assertThat(page().sees("bulk")).isFalse();
    assertThat(page().text("toast-info")).contains("3 videos were deleted");
    page().click("undo");
    untilListed("Bad 1", "Bad 2", "Bad 3", "Coming");
  }

  @Test
  void selects_with_the_keyboard_alone() {
    page().ask("arguments[0].focus()", page().row(videos.get(3).id()));
    page().hands().sendKeys(Keys.SPACE).perform();
    page()
        .hands()
        .keyDown(Keys.SHIFT)
        .sendKeys(Keys.ARROW_DOWN)
        .keyUp(Keys.SHIFT)
        .perform();
    assertThat(page().text("bulk-count")).isEqualTo("2 selected");

    page().hands().keyDown(Keys.CONTROL).sendKeys("a").keyUp(Keys.CONTROL).perform();
    page().until("all", () -> page().text("bulk-count").equals("4 selected"));

    page().hands().sendKeys(Keys.ESCAPE).perform();
    assertThat(page().sees("bulk")).isFalse();
  }

  @Test
  void says_once_that_the_server_is_gone() {
    page().ask("arguments[0].focus()", page().row(videos.get(3).id()));
    page().hands().sendKeys(Keys.ENTER).perform();
    page().find("details-status");
    page().ask("window.fetch = () => Promise.reject(new TypeError('gone'))");
    box(0).click();
    box(1).click();
    page().click("bulk-delete");

    page().until("it is said", () -> page().text("toast-error").contains("cannot be reached"));
    page().click("health-button");
    page().show("server-gone");
    assertThat(page().driver().findElements(By.cssSelector("[data-testid=toast-error]")))
        .hasSize(1);
  }

  @Test
  void clears_what_failed() {
    assertThat(page().text("clear-failed")).isEqualTo("Clear failed (3)");

    page().click("clear-failed");

    untilListed("Coming");
    page().until("nothing is left to clear", () -> !page().sees("clear-failed"));
    page().click("undo");
    untilListed("Bad 1", "Bad 2", "Bad 3", "Coming");
  }
}
