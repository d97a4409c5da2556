package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.video.Video;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookTest extends InBrowser {

  private static final String TOO_WIDE =
      "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth";

  /** What can be touched and is smaller than a finger. */
  private static final String SMALL = """
      return [...document.querySelectorAll('button, select, a, input:not([type=file])')]
        .filter(each => each.checkVisibility({ visibilityProperty: true }) && !each.closest('.unseen, .skip, [inert]'))
        .map(each => [each.closest('.row-check, .field') ?? each, each])
        .map(([area, each]) => [area.getBoundingClientRect(), each])
        .filter(([{ width, height }]) => width > 0 && (Math.round(width) < 44 || Math.round(height) < 44))
        .map(([{ width, height }, each]) => `${each.outerHTML.slice(0, 120)} ${width} x ${height}`);
      """;

  private List<Video> videos = List.of();

  @Override
  void prepare(Site with) throws Exception {
    Video film = with.await(with.ingest(
        with.clip("a-film-with-a-rather-long-name-that-has-no-spaces-at-all.mp4"),
        "A film with a rather long title that goes on for longer than any phone is wide"));
    Video text = with.await(with.ingest(with.noClip("text.mp4"), "No film"));
    videos = List.of(film, text);
  }

  @AfterEach
  void be_wide_and_light_again() {
    page().beWide();
    page().driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    page().ask("localStorage.removeItem('reelstate.theme')");
  }

  @Test
  void fits_on_a_phone() {
    page().beNarrow();
    page().open();
    page().untilListed(videos.get(0).id(), "completed");
    assertThat(page().number("innerWidth")).isEqualTo(360);
    fits("phone-list");

    page().click("upload-button");
    page().find("choose-files");
    fits("phone-uploads");
    page().click("uploads-close");

    page().click("health-button");
    page().find("health-workers");
    fits("phone-health");
    page().click("health-button");

    for (Video video : videos) {
      page().openDetails(video);
      page().untilDetailed(video.status().wireName());
      if (video.playableAt() != null) {
        page().find("player");
      }
      fits("phone-" + video.status().wireName());
      assertThat(
              page()
                  .isTrue(
                      "(() => {"
                          + " const { left, top, width, height } = document.querySelector('#details').getBoundingClientRect();"
                          + " return left === 0 && top === 0 && width === innerWidth && height === innerHeight; })()"))
          .as("only the details are visible")
          .isTrue();
      page().click("details-close");
      page().until("closed", () -> !page().sees("details"));
    }
  }

  @Test
  void fits_on_a_phone_on_its_side() {
    page().beOnItsSide();
    page().open();
    page().untilListed(videos.get(0).id(), "completed");
    fits("landscape-list");
    assertThat(page()
            .number("document.querySelector('.list').getBoundingClientRect().height / innerHeight"))
        .as("the part of the screen that the list has")
        .isGreaterThan(0.5);
    page().openDetails(videos.get(0));
    page().until("loaded", () -> page().isTrue("document.querySelector('video')?.videoWidth > 0"));
    assertThat(
            page()
                .isTrue(
                    "document.querySelector('.controls').getBoundingClientRect().bottom <= innerHeight"))
        .as("the player fits on the screen")
        .isTrue();
    fits("landscape-details");
  }

  private void fits(String state) {
    assertThat(page().number(TOO_WIDE)).as(state).isZero();
    assertThat((List<?>) page().ask(SMALL))
        .as("targets under 44 pixels: %s", state)
        .isEmpty();
    page().show(state);
    page().isAccessible(state);
  }

  @Test
  void is_dark_after_the_button_is_pressed_until_it_is_pressed_again() {
    page().open();
    assertThat(brightness()).isGreaterThan(200);

    page().click("theme-button");

    assertThat(brightness()).isLessThan(60);
    assertThat(page().attribute("theme-button", "aria-pressed")).isEqualTo("true");
    page().openDetails(videos.get(0));
    page().find("player");
    page().show("dark");
    page().isAccessible("dark");
    page().openDetails(videos.get(1));
    page().find("failure");
    page().show("dark-rejected");
    page().isAccessible("dark, rejected");
    page().click("theme-button");
    assertThat(brightness()).isGreaterThan(200);
  }

  @Test
  void is_dark_if_the_system_is() {
    page()
        .driver()
        .executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    page().open();

    assertThat(brightness()).isLessThan(60);
  }

  private double brightness() {
    return page()
        .number("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)"
            + ".reduce((sum, each) => sum + Number(each), 0) / 3");
  }

  @Test
  void shows_the_health_of_the_server() {
    for (int i = 0; i < 3; i++) {
      page().open();
    }
    page().until("healthy", () -> page().text("health-button").equals("Healthy"));

    page().click("health-button");

    assertThat(page().text("health-workers")).containsPattern("\\d+ of \\d+ busy");
    assertThat(page().text("health-queue")).contains("0 waiting, 0 processing");
    assertThat(page().text("health-queue-age")).contains("none waiting");
    assertThat(page().text("health-completed")).contains("1 in the last hour");
    assertThat(page().text("health-failures")).contains("1 in the last hour");
    assertThat(page().text("health-disk")).containsPattern("free of \\d");
    page()
        .until(
            "those that were left are gone",
            () -> page().text("health-sockets").matches("(?s).*\\b1"));
    page().show("health");
    page().isAccessible("health");
  }
}
