package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.VideoCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QualityTest {

  private static final SampleClip CLIP = SampleClip.of(320, 240, 25, Duration.ofSeconds(3));

  @TempDir
  private Path folder;

  private RenderSpec spec(Rung... rungs) {
    return new RenderSpec(
        List.of(rungs),
        null,
        false,
        true,
        null,
        null,
        Clips.SEGMENT,
        new Extras(false, false, null, false, false, true),
        Copying.NEVER);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HEVC") // the LGPL natives have no encoder
  void the_figures_match_a_comparison_of_the_file_with_its_source(VideoCodec codec)
      throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));
    Rung rung = new Rung("only", 320, 240, 300_000, codec);

    RenderResult result = Clips.render(file, spec(rung), folder.resolve("out"));

    Quality quality = requireNonNull(result.quality().get("only"));
    List<byte[]> source = Pictures.of(file, QualityTest::samples);
    List<byte[]> made = Pictures.of(folder.resolve("out/video.mp4"), QualityTest::samples);
    assertThat(quality.pictures()).isEqualTo(75).isEqualTo(made.size());
    assertThat(quality.psnr()).isCloseTo(psnr(source, made), within(0.1));
    assertThat(quality.ssim()).isBetween(0.8, 0.9999);
    assertThat(quality.xpsnr()).isBetween(25.0, 60.0);
  }

  @Test
  void more_bits_bring_pictures_closer_to_the_source() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));
    RenderSpec spec =
        spec(new Rung("rich", 320, 240, 3_000_000), new Rung("poor", 320, 240, 100_000));

    RenderResult result = Clips.render(file, spec, folder.resolve("out"));

    Quality rich = requireNonNull(result.quality().get("rich"));
    Quality poor = requireNonNull(result.quality().get("poor"));
    assertThat(rich.psnr()).isGreaterThan(poor.psnr() + 3);
    assertThat(rich.ssim()).isGreaterThan(poor.ssim() + 0.01);
    assertThat(rich.xpsnr()).isGreaterThan(poor.xpsnr() + 3);
  }

  @Test
  void parts_are_weighted_by_their_pictures_and_errors_are_averaged_rather_than_decibels() {
    Quality good = new Quality(100, 50, 1, 50);
    Quality bad = new Quality(300, 30, 0.9, 30);

    Quality both = Quality.together(List.of(good, bad));

    assertThat(both.pictures()).isEqualTo(400);
    assertThat(both.psnr()).isCloseTo(-10 * Math.log10((1e-5 + 3e-3) / 4), within(1e-9));
    assertThat(both.ssim()).isCloseTo(0.925, within(1e-9));
    assertThat(both.xpsnr())
        .isCloseTo(
            -20 * Math.log10((Math.pow(10, -2.5) + 3 * Math.pow(10, -1.5)) / 4), within(1e-9));
    assertThat(Quality.together(List.of(new Quality(5, 100, 1, 100))))
        .isEqualTo(new Quality(5, Quality.ALIKE, 1, Quality.ALIKE));
  }

  private static byte[] samples(AVFrame frame) {
    int pixels = frame.width() * frame.height();
    byte[] all = new byte[pixels * 3 / 2];
    int at = 0;
    for (int plane = 0; plane < 3; plane++) {
      int wide = plane == 0 ? frame.width() : frame.width() / 2;
      int high = plane == 0 ? frame.height() : frame.height() / 2;
      for (int y = 0; y < high; y++) {
        frame.data(plane).position((long) y * frame.linesize(plane)).get(all, at, wide);
        at += wide;
      }
      frame.data(plane).position(0);
    }
    return all;
  }

  private static double psnr(List<byte[]> source, List<byte[]> made) {
    double squares = 0;
    long count = 0;
    for (int i = 0; i < source.size(); i++) {
      for (int j = 0; j < source.get(i).length; j++) {
        double difference = (source.get(i)[j] & 0xFF) - (made.get(i)[j] & 0xFF);
        squares += difference * difference;
        count++;
      }
    }
    return 10 * Math.log10(255 * 255 / (squares / count));
  }
}
