package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.Video;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.support.ui.Select;

class ReviewTest extends InBrowser {

  private static final String VIDEO = "document.querySelector('.review video')";
  private static final Provenance MODEL = new Provenance(Origin.DETECTOR, "model 1", false);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration FRAME = Duration.ofMillis(40);

  /** The number that the fields at the lower edge of each picture spell, read from the screen. */
  static final String NUMBER = """
      (() => {
        const v = document.querySelector('.review video'), c = new OffscreenCanvas(v.videoWidth, v.videoHeight).getContext('2d', { willReadFrequently: true });
        c.drawImage(v, 0, 0);
        const field = v.videoWidth / %d, y = v.videoHeight - 2 * v.videoHeight / 64;
        let n = 0;
        for (let bit = 0; bit < %d; bit++) if (c.getImageData((bit + 0.5) * field, y, 1, 1).data[0] > 127) n |= 1 << bit;
        return n;
      })()""".formatted(SampleClip.MARKER_BITS, SampleClip.MARKER_BITS);

  private static final String NANOS = "Number(document.querySelector('.review').dataset.nanos)";
  private static final String COPY = """
      const done = arguments[arguments.length - 1];
      fetch('/api/videos/' + arguments[0] + '/annotations').then(r => r.json()).then(done);
      """;

  private List<Video> videos = List.of();

  @Override
  void prepare(Site with) throws Exception {
    SampleClip clip = SampleClip.of(640, 360, 25, Duration.ofSeconds(2)).withVariableFrameRate();
    videos = List.of(
        with.await(with.ingest(with.clip("uneven.mp4", clip), "Uneven")),
        with.await(with.ingest(with.clip("other.mp4", clip), "Other")),
        with.await(with.ingest(with.clip("third.mp4", clip), "Third")));
  }

  @Override
  boolean isExpected(String complaint) {
    return complaint.contains("willReadFrequently"); // a test reads what the page draws
  }

  private void open(int video) {
    page().openReview(videos.get(video));
  }

  private void type(CharSequence keys) {
    page().hands().sendKeys(keys).perform();
  }

  private void press(Keys modifier, String key) {
    page().hands().keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
  }

  private void stepTo(int number) {
    for (int i = 0; page().number(NUMBER) < number && i < 100; i++) {
      double before = page().number(NUMBER);
      type(".");
      page().until("the next frame is shown", () -> page().number(NUMBER) > before);
    }
  }

  /** Draws a box between two points of the picture, as shares of its size. */
  private void draw(double x1, double y1, double x2, double y2) {
    WebElement canvas = page().find(By.cssSelector(".review canvas.boxes"));
    int width = canvas.getSize().getWidth();
    int height = canvas.getSize().getHeight();
    page()
        .hands()
        .moveToElement(canvas, (int) ((x1 - 0.5) * width), (int) ((y1 - 0.5) * height))
        .clickAndHold()
        .moveByOffset((int) ((x2 - x1) * width), (int) ((y2 - y1) * height))
        .release()
        .perform();
  }

  private void untilSaved() {
    page().until("everything is saved", () -> page().text("review-state").startsWith("All"));
  }

  private JsonNode copy(int video) {
    return JSON.valueToTree(Objects.requireNonNull(
        page().driver().executeAsyncScript(COPY, videos.get(video).id().toString())));
  }

  private JsonNode frames(int video) {
    return copy(video).path("frames");
  }

  private JsonNode annotations(int video, int frame) {
    return frames(video).path(frame).path("annotations");
  }

  @Test
  void a_box_is_saved_with_the_exact_time_of_the_frame_on_the_screen() {
    open(0);
    for (String rung : List.of("360p", "180p")) {
      new Select(page().find(By.cssSelector(".review [data-testid=player-rungs]")))
          .selectByVisibleText(rung);
      int height = Integer.parseInt(rung.replace("p", ""));
      page().until(rung, () -> page().number(VIDEO + ".videoHeight") == height);
      page().ask("document.querySelector('.review .player').focus()");
      stepTo((int) page().number(NUMBER) + 9);
      int shown = (int) page().number(NUMBER);
      draw(0.2, 0.2, 0.4, 0.5);
      untilSaved();

      JsonNode frames = frames(0);
      JsonNode saved = frames.path(frames.size() - 1).path("frame");
      // The pictures of the clip are those of an even one without some, so this is its own time.
      assertThat(saved.path("nanos").asLong())
          .isEqualTo(FRAME.multipliedBy(shown).toNanos());
      assertThat(saved.path("index").asLong()).isEqualTo((long) shown / 10 * 6 + shown % 10);
    }
    page().show("review");
    page().isAccessible("review");
  }

  @Test
  void the_boxes_are_those_of_the_picture_while_it_plays() {
    open(0);
    Object wrong = page().driver().executeAsyncScript("""
        const done = arguments[arguments.length - 1], v = %s, wrong = [];
        let seen = 0;
        const look = () => {
          const shown = %s * 40000000, said = %s;
          if (shown !== said) wrong.push([shown, said]);
          if (++seen < 8) v.requestVideoFrameCallback(look);
          else { v.pause(); done(wrong); }
        };
        v.requestVideoFrameCallback(look);
        v.play();
        """.formatted(VIDEO, NUMBER, NANOS));

    // The compositor may already have the next picture when the script reads it.
    assertThat((List<?>) wrong).hasSizeLessThan(3);
  }

  @Test
  void everything_can_be_done_with_keys_and_undone() {
    open(1);
    type("n");
    press(Keys.SHIFT, "d");
    type("o");
    type("t");
    stepTo(4);
    page().ask("document.querySelector('.review .player').focus()");
    draw(0.6, 0.2, 0.8, 0.5);
    untilSaved();
    assertThat(frames(1)).hasSize(2);
    page().click("review-help");
    page().show("review-keys");
    page().isAccessible("the keys of the review");
    type(Keys.ESCAPE);

    press(Keys.CONTROL, "z");
    untilSaved();
    assertThat(annotations(1, 1)).isEmpty();
    press(Keys.CONTROL, "y");
    untilSaved();
    assertThat(annotations(1, 1)).hasSize(1);
    page().click("review-save");
    page().until("it is saved", () -> page().text("review-message").contains("Revision 1"));
    page().find(By.cssSelector("[data-testid=review-revision]"));
    page().show("review-revision");
  }

  @Test
  void two_reviewers_lose_nothing() {
    Video video = videos.get(2);
    Annotation car = Annotation.of("car", new Box(100, 100, 80, 60), MODEL).withTrack("1");
    site()
        .platform()
        .groundTruth()
        .save(
            video.id(),
            new GroundTruth(
                List.of(new AnnotatedFrame(FrameRef.of(0, Duration.ZERO), List.of(car)))),
            ReviewState.DRAFT,
            "model 1");
    open(2);
    String first = page().driver().getWindowHandle();
    type("k");
    page().driver().switchTo().newWindow(WindowType.TAB);
    open(2);
    type("k");
    press(Keys.SHIFT, "d");
    draw(0.7, 0.7, 0.9, 0.9);
    untilSaved();

    page().driver().switchTo().window(first);
    page().ask("document.querySelector('.review .player').focus()");
    type("o");
    untilSaved();
    page().find("review-conflict");
    assertThat(copy(2).path("conflicts")).hasSize(1);
    assertThat(annotations(2, 0)).hasSize(2);
    page().show("review-conflict");
    page().isAccessible("a conflict");

    page().click("conflict-take");
    untilSaved();
    assertThat(annotations(2, 0).path(0).path("traits").path(0).asText()).isEqualTo("occluded");
    assertThat(copy(2).path("conflicts")).isEmpty();
  }
}
