package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a transparent film hides is never seen, and what lies behind it is. */
class TransparencyTest {

  private static final int TOLERANCE = 16;

  /** Three columns: green that is hidden, red that is opaque, white that is half transparent. */
  private static final String COLUMNS =
      "color=lime:size=96x64:rate=25:duration=1,drawbox=x=32:y=0:w=32:h=64:color=red:t=fill,"
          + "drawbox=x=64:y=0:w=32:h=64:color=white:t=fill,format=gbrp[color];"
          + "color=black:size=96x64:rate=25:duration=1,format=gray,"
          + "drawbox=x=32:y=0:w=32:h=64:color=white:t=fill,"
          + "drawbox=x=64:y=0:w=32:h=64:color=0x808080:t=fill,format=gray[opacity];"
          + "[color][opacity]alphamerge";

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({
    "prores_ks, mov, yuva444p10le, 000000, 808080",
    "prores_ks, mov, yuva444p10le, 2040c0, 90a0df",
    "libvpx-vp9, webm, yuva420p, 000000, 808080",
    "libvpx-vp9, webm, yuva420p, 2040c0, 90a0df",
    "libvpx, webm, yuva420p, 000000, 808080",
    "libvpx, webm, yuva420p, 2040c0, 90a0df",
  })
  void pictures_lie_over_one_color(
      String encoder, String container, String format, String background, String half)
      throws Exception {
    Path file = ForeignClips.encode(
        encoder,
        container,
        folder.resolve("film"),
        COLUMNS,
        format,
        context -> {
          context.bit_rate(2_000_000);
          avutil.av_opt_set(context.priv_data(), "auto-alt-ref", "0", 0);
        },
        stream -> {});
    int color = Integer.parseInt(background, 16);
    Path out = folder.resolve("out");

    Clips.render(file, spec(color), out);

    assertThat(Pictures.of(out.resolve("video.mp4"), frame -> frame.pts())).hasSizeBetween(24, 25);
    for (String still : List.of("poster.jpg", "storyboard.jpg")) {
      BufferedImage image = ImageIO.read(out.resolve(still).toFile());
      int width = still.startsWith("poster") ? image.getWidth() : 96;
      assertAlike(image.getRGB(width / 6, 32), color);
      assertAlike(image.getRGB(width / 2, 32), 0xff0000);
      assertAlike(image.getRGB(width * 5 / 6, 32), Integer.parseInt(half, 16));
    }
    assertAlike(Colors.at(out.resolve("video.mp4"), 1 / 6.0, 0.5), color);
    assertAlike(Colors.at(out.resolve("video.mp4"), 0.5, 0.5), 0xff0000);
    assertAlike(Colors.at(out.resolve("video.mp4"), 5 / 6.0, 0.5), Integer.parseInt(half, 16));
  }

  private static RenderSpec spec(int background) {
    return new RenderSpec(
            List.of(new Rung("only", 96, 64, 1_000_000)),
            null,
            false,
            true,
            new PosterSpec(96, 96, 1),
            new StoryboardSpec(96, 4, Duration.ofMillis(500)),
            Clips.SEGMENT,
            RenderSpec.Extras.NONE,
            Copying.NEVER)
        .withPictures(new RenderSpec.Pictures(60, background));
  }

  private static void assertAlike(int rgb, int expected) {
    for (int shift = 0; shift <= 16; shift += 8) {
      assertThat(rgb >> shift & 0xFF)
          .as("%06x, not %06x", rgb & 0xFFFFFF, expected)
          .isCloseTo(expected >> shift & 0xFF, within(TOLERANCE));
    }
  }
}
