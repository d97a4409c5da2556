package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

class PlayerTest extends InBrowser {

  private static final String VIDEO = "document.querySelector('video')";

  /** The distance between the canvas and the picture, which is centred in the element. */
  private static final String DISTANCE = """
      (() => {
        const v = document.querySelector('video'), a = v.getBoundingClientRect();
        const k = document.querySelector('canvas.boxes').getBoundingClientRect();
        const s = Math.min(a.width / v.videoWidth, a.height / v.videoHeight);
        const w = v.videoWidth * s, h = v.videoHeight * s;
        return [k.width - w, k.height - h, k.left - (a.left + (a.width - w) / 2), k.top - (a.top + (a.height - h) / 2)]
          .reduce((most, each) => Math.max(most, Math.abs(each)), w > 100 ? 0 : 1000);
      })()""";

  private List<Video> videos = List.of();

  @Override
  void prepare(Site with) throws Exception {
    Video video = with.await(with.ingest(with.clip("film.mp4"), "A film"));
    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    videos = List.of(video, with.await(with.ingest(with.soundClip("song.mp4"), "A song")));
  }

  @BeforeEach
  void open() {
    page().openDetails(videos.get(0));
    page().find("player");
    page().until("loaded", () -> page().number(VIDEO + ".videoWidth") > 0);
  }

  @Test
  void plays_through_hls_js() {
    page().click("player-play");

    page().until("plays", () -> page().number(VIDEO + ".currentTime") > 0.5);
    assertThat(page().number(VIDEO + ".getVideoPlaybackQuality().totalVideoFrames"))
        .isPositive();
    assertThat(page().isTrue(VIDEO + ".currentSrc.startsWith('blob:')")).isTrue();
    assertThat(page().number(VIDEO + ".duration")).isBetween(5.9, 6.2);
    page().show("player");
  }

  @Test
  void is_controlled_with_the_keyboard() {
    page().ask("document.querySelector('.player').focus()");
    page().hands().sendKeys(Keys.SPACE).perform();
    page().until("plays", () -> page().number(VIDEO + ".currentTime") > 0.1);

    page().hands().sendKeys("m").perform();
    assertThat(page().isTrue(VIDEO + ".muted")).isTrue();
    page().hands().sendKeys(Keys.ARROW_RIGHT).perform();
    assertThat(page().number(VIDEO + ".currentTime")).isGreaterThanOrEqualTo(5);
  }

  @Test
  void offers_the_rungs_of_the_ladder_and_plays_the_selected_one() {
    Select rungs = new Select(page().find("player-rungs"));

    assertThat(rungs.getOptions())
        .extracting(WebElement::getText)
        .satisfies(texts -> assertThat(texts.get(0)).startsWith("Auto"))
        .contains("360p", "180p")
        .hasSize(3);

    for (int height : new int[] {180, 360}) {
      rungs.selectByVisibleText(height + "p");
      page().until(height + "p", () -> page().number(VIDEO + ".videoHeight") == height);
    }
  }

  @Test
  void shows_thumbnails_over_the_seek_bar() {
    WebElement seek = page().find("player-seek");
    int half = seek.getSize().getWidth() / 2;
    page()
        .until(
            "the cues are loaded",
            () -> page()
                .isTrue(
                    "performance.getEntriesByType('resource').some(e => e.name.endsWith('.vtt'))"));

    Set<String> cues = new HashSet<>();
    for (double share : new double[] {-0.9, 0, 0.9}) {
      page().until("a thumbnail is shown", () -> {
        page().hands().moveToElement(seek, (int) (share * half), 0).perform();
        return page().find("storyboard").isDisplayed()
            && !page().attribute("storyboard", "data-cue").isEmpty();
      });
      cues.add(page().attribute("storyboard", "data-cue"));
    }

    assertThat(cues).hasSize(3);
    page()
        .until(
            "the sprite is loaded",
            () -> page()
                .isTrue(
                    "performance.getEntriesByType('resource').some(e =>"
                        + " e.name.includes('storyboard') && !e.name.endsWith('.vtt') && e.responseStatus === 200)"));
    page().show("player-storyboard");

    page().hands().moveToElement(page().find("details-title")).perform();
    page().until("it is hidden", () -> !page().sees("storyboard"));
  }

  @Test
  void offers_downloads_a_link_and_code_for_embedding() {
    String id = videos.get(0).id().toString();
    page().ask("navigator.clipboard.writeText = text => (window.copied = text, Promise.resolve())");

    assertThat(page().text("download-mp4")).contains("MP4, ");
    assertThat(page().attribute("download-mp4", "download")).isEqualTo("A film.mp4");
    assertThat(page().attribute("download-original", "href")).contains(id, "/original");
    page().click("copy-link");
    page().until("copied", () -> page().isTrue("window.copied?.endsWith('/#video=" + id + "')"));
    page().find("toast-info");
    page().click("copy-embed");
    page().until("copied", () -> page().isTrue("window.copied.startsWith('<video ')"));
    assertThat(page()
            .isTrue("(async () => { const film = new DOMParser().parseFromString(window.copied,"
                + " 'text/html').querySelector('video'); return film.controls"
                + " && (await fetch(film.src, { credentials: 'omit' })).status === 200"
                + " && (await fetch(film.poster, { credentials: 'omit' })).status === 200; })()"))
        .as("the embedded film can be watched without a session")
        .isTrue();
  }

  @Test
  void names_captions_by_their_language() {
    page()
        .ask("const v = " + VIDEO
            + "; for (const [label, language] of [['1-und', 'und'], ['', 'de'],"
            + " ['eng', ''], ['2', 'de'], ['Deutsch (SDH)', 'de']])"
            + " v.addTextTrack('subtitles', label, language)");

    page().until("they are offered", () -> page().sees("player-captions"));
    assertThat(new Select(page().find("player-captions")).getOptions())
        .extracting(WebElement::getText)
        .containsExactly(
            "Captions off", "Captions", "German", "English", "German 2", "Deutsch (SDH)");
  }

  @Test
  void shows_the_waveform_of_a_file_without_pictures() {
    page().openDetails(videos.get(1));

    page().find("waveform");
    page().until("it can play", () -> page().number(VIDEO + ".duration") > 5);
    page().find("waveform").click();
    page().until("in the middle", () -> Math.abs(page().number(VIDEO + ".currentTime") - 3) < 1);
    page().click("player-play");
    page().until("plays", () -> page().number(VIDEO + ".currentTime") > 3.1);
    page().show("sound-only");
    page().isAccessible("sound only");
  }

  @Test
  void has_a_canvas_that_lies_exactly_over_the_picture() {
    page().until("it lies there", () -> page().number(DISTANCE) < 1);
  }
}
