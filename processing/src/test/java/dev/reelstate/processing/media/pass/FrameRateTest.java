package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.sample.SampleClip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rungs have no more pictures a second than wanted, and say what they have. */
class FrameRateTest {

  private static final Pattern RATE = Pattern.compile("FRAME-RATE=([0-9.]+)");

  private static final Pattern LEVEL = Pattern.compile("avc1\\.[0-9a-f]{4}([0-9a-f]{2})");

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({
    "240, 60, 60, 60.000, 31",
    "120, 60, 60, 60.000, 31",
    "100, 60, 50, 50.000, 31",
    "59.94, 60, 60, 59.940, 31",
    "240, 120, 120, 120.000, 32",
  })
  void fast_films_are_thinned(
      double rate, double most, int pictures, String stated, int lowestLevel) throws Exception {
    Path file = Clips.write(
        SampleClip.of(640, 360, rate, Duration.ofSeconds(1)).withoutSound(),
        folder.resolve("fast.mp4"));
    Path out = folder.resolve("out");
    long bitRate = 800_000;

    Clips.render(file, spec(bitRate, most), out);

    List<Double> times = Playback.ofFile(out.resolve("video.mp4")).video().times;
    assertThat(times).hasSize(pictures);
    for (int i = 0; i < times.size(); i++) {
      assertThat(times.get(i)).isCloseTo(i / Double.parseDouble(stated), within(0.0002));
    }
    String playlist = Files.readString(out.resolve("hls/master.m3u8"));
    Matcher written = RATE.matcher(playlist);
    assertThat(written.find()).isTrue();
    assertThat(Double.parseDouble(written.group(1)))
        .isCloseTo(Double.parseDouble(stated), within(0.002));
    assertThat(Files.size(out.resolve("video.mp4")) * 8).isLessThan(bitRate * 3 / 2);
    Matcher level = LEVEL.matcher(playlist);
    assertThat(level.find()).isTrue();
    assertThat(Integer.parseInt(level.group(1), 16)).isBetween(lowestLevel, 42);
  }

  private static RenderSpec spec(long bitRate, double most) {
    return new RenderSpec(
            List.of(new Rung("only", 640, 360, bitRate)),
            null,
            true,
            true,
            null,
            null,
            Clips.SEGMENT,
            RenderSpec.Extras.NONE,
            Copying.NEVER)
        .withPictures(new RenderSpec.Pictures(most, 0));
  }
}
