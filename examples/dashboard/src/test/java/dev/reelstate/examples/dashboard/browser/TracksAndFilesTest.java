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
import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.Video;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

/** What can be done to tracks in the review, and files of annotations in and out. */
class TracksAndFilesTest extends InBrowser {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Provenance MODEL = new Provenance(Origin.DETECTOR, "model 1", false);
  private static final Duration FRAME = Duration.ofMillis(40);

  @TempDir
  private Path downloads;

  private List<Video> videos = List.of();

  @Override
  void prepare(Site with) throws Exception {
    Path clip = with.clip("film.mp4", SampleClip.of(640, 360, 25, Duration.ofSeconds(1)));
    videos =
        List.of(with.await(with.ingest(clip, "Tracks")), with.await(with.ingest(clip, "Files")));
  }

  private void open(int video, AnnotatedFrame... frames) {
    site()
        .platform()
        .groundTruth()
        .save(
            videos.get(video).id(), new GroundTruth(List.of(frames)), ReviewState.DRAFT, "model 1");
    page().openReview(videos.get(video));
  }

  private static AnnotatedFrame frame(int number, Annotation... annotations) {
    return new AnnotatedFrame(
        FrameRef.of(number, FRAME.multipliedBy(number)), List.of(annotations));
  }

  private static Annotation box(String track, double x, double y) {
    return Annotation.of("person", new Box(x, y, 80, 60), MODEL).withTrack(track);
  }

  private void goTo(int number) {
    for (int i = 0; i < 25 && shown() < number; i++) {
      double before = shown();
      page().click("review-next");
      page().until("the next frame is shown", () -> shown() > before);
    }
    assertThat(shown()).isEqualTo(number);
  }

  private double shown() {
    return page().number("Number(document.querySelector('.review').dataset.nanos)")
        / FRAME.toNanos();
  }

  private void untilTold(String text) {
    page().until(text, () -> page().text("review-message").contains(text));
    page().until("everything is saved", () -> page().text("review-state").startsWith("All"));
  }

  /** The tracks of the boxes, by the number of the frame. */
  private List<String> tracks() {
    List<String> found = new ArrayList<>();
    for (JsonNode frame : copy()) {
      for (JsonNode one : frame.path("annotations")) {
        found.add(
            frame.path("frame").path("index").asInt() + ": " + one.path("track").asText());
      }
    }
    return found;
  }

  private JsonNode copy() {
    Object sent = page().driver().executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            fetch('/api/videos/' + arguments[0] + '/annotations').then(r => r.json()).then(done);
            """, videos.get(0).id().toString());
    return JSON.valueToTree(Objects.requireNonNull(sent)).path("frames");
  }

  @Test
  void tracks_are_filled_split_and_joined() {
    open(
        0,
        frame(0, box("1", 100, 100)),
        frame(4, box("1", 140, 120)),
        frame(5, box("2", 150, 125)));
    page().hands().sendKeys("k").perform();
    page().click("review-interpolate");
    untilTold("The frames between the key frames were filled.");
    assertThat(tracks()).containsExactly("0: 1", "1: 1", "2: 1", "3: 1", "4: 1", "5: 2");
    JsonNode middle = copy().path(2).path("annotations").path(0);
    assertThat(middle.path("x").asDouble()).isEqualTo(120);
    assertThat(middle.path("y").asDouble()).isEqualTo(110);
    assertThat(middle.path("attributes").path("interpolated").asText()).isEqualTo("true");

    goTo(2);
    assertThat(page()
            .isTrue(
                "document.querySelector('.review-object .review-swatch').style.background !== ''"))
        .as("the list shows the box of this frame, which is confirmed")
        .isTrue();
    page().show("review-filled");
    page().click("review-split");
    untilTold("The track was split here.");
    assertThat(tracks()).containsExactly("0: 1", "1: 1", "2: 3", "3: 3", "4: 3", "5: 2");

    page().click("review-join");
    untilTold("Select a box of the other track");
    goTo(5);
    page().hands().sendKeys("k").perform();
    page().click("review-join");
    untilTold("Track 2 is now part of track 3.");
    assertThat(tracks()).containsExactly("0: 1", "1: 1", "2: 3", "3: 3", "4: 3", "5: 3");
    page().show("review-joined");
    page().isAccessible("tracks");
  }

  @Test
  void files_are_written_and_read_with_what_is_lost() throws Exception {
    page()
        .driver()
        .executeCdpCommand(
            "Browser.setDownloadBehavior",
            Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    open(
        1,
        frame(0, box("1", 100, 100).withTraits(Set.of(Trait.OCCLUDED))),
        frame(4, box("1", 140, 120)));
    Select format = new Select(page().find("files-format"));
    page()
        .until("the revision can be chosen", () -> page().text("files-revision").contains("1"));
    for (String name :
        format.getOptions().stream().map(option -> option.getText()).toList()) {
      format.selectByVisibleText(name);
      page().click("files-export");
      page().until(name + " was written", () -> page().text("files-losses").contains("written"));
      page().until(name + " arrived", () -> arrived(wireName(format)));
      page().ask("document.querySelector('[data-testid=files-losses]').replaceChildren()");
    }
    format.selectByVisibleText("MOTChallenge");
    page().click("files-export");
    page().until("losses are shown", () -> page().text("files-losses").contains("Lost on the way"));
    page().ask("document.querySelector('[data-testid=files-losses]').scrollIntoView()");
    page().show("review-exported");

    page()
        .driver()
        .findElement(By.cssSelector("[data-testid=files-input]"))
        .sendKeys(downloads.resolve("annotations-mot.zip").toString());

    page()
        .until(
            "it was read",
            () -> page().text("files-losses").contains("Revision 2 has the 2 boxes of the file."));
    page().until("it is listed", () -> page().text("review-revision").contains("Revision 2"));
    page().ask("document.querySelector('[data-testid=files-losses]').scrollIntoView()");
    page().show("review-imported");
    page().isAccessible("files");
  }

  private static String wireName(Select format) {
    return Page.attribute(format.getFirstSelectedOption(), "value");
  }

  private boolean arrived(String format) {
    try (var files = Files.list(downloads)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .anyMatch(name ->
              name.startsWith("annotations-" + format + ".") && !name.endsWith(".crdownload"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
