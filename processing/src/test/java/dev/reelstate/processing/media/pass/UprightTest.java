package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.media.still.Storyboard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A clip that players have to turn or flip yields the pictures of its upright original in every
 * output.
 */
class UprightTest {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final double ALIKE = 0.98;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({"0, false", "90, false", "180, false", "270, false", "0, true", "90, true"})
  void turned_and_mirrored_clips_come_out_upright(int turn, boolean mirrored) throws Exception {
    SampleClip clip = SampleClip.of(WIDTH, HEIGHT, 25, Duration.ofSeconds(2)).withTurn(turn);
    Path file = Clips.write(mirrored ? clip.withMirroring() : clip, folder.resolve("clip.mp4"));
    boolean swaps = turn % 180 != 0;
    Rung rung = new Rung("only", swaps ? HEIGHT : WIDTH, swaps ? WIDTH : HEIGHT, 4_000_000);
    Path out = folder.resolve("out");

    Clips.render(
        file,
        new RenderSpec(
            List.of(rung),
            null,
            true,
            true,
            new PosterSpec(1280, 1280, 1),
            new StoryboardSpec(rung.width(), 1, Duration.ofSeconds(1)),
            Clips.SEGMENT,
            Extras.NONE,
            Copying.NEVER),
        out);

    List<Luma> source = Pictures.of(file, Luma::of);
    List<Luma> mp4 = Pictures.of(out.resolve("video.mp4"), Luma::of);
    assertThat(mp4).hasSameSizeAs(source);
    for (int i = 0; i < source.size(); i += 7) {
      assertThat(source.get(i).seen(turn, mirrored).likeness(mp4.get(i)))
          .as("picture %d", i)
          .isGreaterThan(ALIKE);
    }
    Path joined = folder.resolve("hls.mp4");
    Files.write(joined, Files.readAllBytes(out.resolve("hls/only/init.mp4")));
    Files.write(
        joined,
        Files.readAllBytes(out.resolve("hls/only/segment_00000.m4s")),
        java.nio.file.StandardOpenOption.APPEND);
    assertThat(source
            .get(20)
            .seen(turn, mirrored)
            .likeness(Pictures.of(joined, Luma::of).get(20)))
        .isGreaterThan(ALIKE);
    Luma poster = Luma.ofJpeg(out.resolve("poster.jpg"));
    Luma original = Pictures.of(file, Luma::inMatrixOfJpeg).get(25).seen(turn, mirrored);
    assertThat(original.likeness(poster)).isGreaterThan(ALIKE);
    Luma tile = Luma.ofJpeg(out.resolve(Storyboard.SPRITE));
    assertThat(original.likeness(tile)).isGreaterThan(ALIKE);
  }
}
