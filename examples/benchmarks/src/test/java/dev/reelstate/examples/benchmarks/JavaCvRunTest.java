package dev.reelstate.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.examples.benchmarks.JavaCvRun.Largest;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.MediaInfo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("long")
class JavaCvRunTest {

  private static final Rung LARGE = new Rung("360p", 640, 360, 700_000);
  private static final Rung SMALL = new Rung("180p", 320, 180, 200_000);

  @TempDir
  private Path folder;

  private Workspace workspace;
  private Path clip;

  @BeforeEach
  void make_a_clip() throws MediaException {
    workspace = new Workspace(folder);
    clip = workspace.file("clip.mp4");
    SampleClip.of(640, 360, 25, Duration.ofSeconds(6)).write(clip);
  }

  private void run(Largest largest) throws IOException, MediaException, InterruptedException {
    JavaCvRun.measure(Subject.of(clip), List.of(LARGE, SMALL), largest, workspace);
  }

  @ParameterizedTest
  @EnumSource
  void makes_an_mp4_and_rungs_of_the_same_length(Largest largest)
      throws IOException, MediaException, InterruptedException {
    run(largest);

    Path outputs = workspace.file("outputs");
    isFilm(Subject.of(outputs.resolve("video.mp4")).media(), LARGE, true);
    isFilm(Subject.of(joined(outputs.resolve("360p"))).media(), LARGE, true);
    isFilm(Subject.of(joined(outputs.resolve("180p"))).media(), SMALL, false);
  }

  private static void isFilm(MediaInfo media, Rung rung, boolean sound) {
    assertThat(media.duration()).isCloseTo(Duration.ofSeconds(6), Duration.ofMillis(100));
    assertThat(media.video()).hasValueSatisfying(video -> {
      assertThat(video.width()).isEqualTo(rung.width());
      assertThat(video.height()).isEqualTo(rung.height());
      assertThat(video.frameRate()).isCloseTo(25, within(0.1));
    });
    assertThat(media.audio().isPresent()).isEqualTo(sound);
  }

  /** A rung as one file; it has one segment per four seconds. */
  private Path joined(Path rung) throws IOException {
    assertThat(rung.resolve("index.m3u8")).content().contains("#EXT-X-ENDLIST");
    Path file = workspace.file("joined.mp4");
    try (OutputStream out = Files.newOutputStream(file);
        Stream<Path> segments = Files.list(rung)) {
      Files.copy(rung.resolve("init.mp4"), out);
      List<Path> inOrder =
          segments.filter(path -> path.toString().endsWith(".m4s")).sorted().toList();
      assertThat(inOrder).hasSize(2);
      for (Path segment : inOrder) {
        Files.copy(segment, out);
      }
    }
    return file;
  }

  @Test
  void makes_poster_and_storyboard() throws IOException, MediaException, InterruptedException {
    run(Largest.COPIED);

    BufferedImage poster = ImageIO.read(workspace.file("outputs/poster.jpg").toFile());
    assertThat(poster.getWidth()).isEqualTo(640);
    assertThat(poster.getHeight()).isEqualTo(360);
    BufferedImage sheet = ImageIO.read(workspace.file("outputs/storyboard.jpg").toFile());
    assertThat(sheet.getWidth()).isEqualTo(1600);
    assertThat(sheet.getHeight()).isEqualTo(90);
  }

  @Test
  void needs_no_sound() throws IOException, MediaException, InterruptedException {
    SampleClip.of(640, 360, 25, Duration.ofSeconds(6)).withoutSound().write(clip);
    run(Largest.COPIED);
    isFilm(Subject.of(workspace.file("outputs/video.mp4")).media(), LARGE, false);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void does_not_load_avdevice() throws IOException, MediaException, InterruptedException {
    run(Largest.COPIED);
    assertThat(Path.of("/proc/self/maps"))
        .content()
        .contains("avformat")
        .doesNotContain("avdevice");
  }
}
