package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.VideoTrack;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads pictures with the JDK's own JPEG reader, which is independent of libav. */
class PictureTreatmentTest {

  /** Red on top; below it green on the left and blue on the right. */
  private static final String FLAG =
      "color=red:size=320x240:rate=25:duration=1,drawbox=x=0:y=120:w=160:h=120:color=lime:t=fill,"
          + "drawbox=x=160:y=120:w=160:h=120:color=blue:t=fill";

  @TempDir
  private Path folder;

  private Path out;

  @BeforeEach
  void make_the_output_folder() throws Exception {
    out = Files.createDirectory(folder.resolve("out"));
  }

  private BufferedImage poster(Path file) throws Exception {
    RenderSpec spec = new RenderSpec(
        List.of(),
        null,
        false,
        false,
        new PosterSpec(640, 640, 3),
        null,
        Clips.SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.NEVER);
    Clips.render(file, spec, out);
    return ImageIO.read(out.resolve("poster.jpg").toFile());
  }

  private Path flag(DisplayTurn turn) throws Exception {
    return ForeignClips.encode(
        "mpeg4",
        "mp4",
        folder.resolve("flag.mp4"),
        FLAG,
        context -> {},
        stream -> turn.writeTo(stream, 320, 240));
  }

  private static String color(BufferedImage picture, double x, double y) {
    int rgb = picture.getRGB((int) (x * picture.getWidth()), (int) (y * picture.getHeight()));
    int red = rgb >> 16 & 0xFF;
    int green = rgb >> 8 & 0xFF;
    int blue = rgb & 0xFF;
    return red > 200 && green < 60 && blue < 60
        ? "red"
        : green > 200 && red < 60 && blue < 60
            ? "green"
            : blue > 200 && red < 60 && green < 60 ? "blue" : red + "," + green + "," + blue;
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, 320, red, red, green, blue",
    "90, false, 240, green, red, blue, red",
    "180, false, 320, blue, green, red, red",
    "270, false, 240, red, blue, red, green",
    "0, true, 320, red, red, blue, green",
    "90, true, 240, red, green, red, blue",
  })
  void a_picture_is_turned_and_flipped_with_its_colours_kept(
      int turn,
      boolean mirrored,
      int width,
      String topLeft,
      String topRight,
      String bottomLeft,
      String bottomRight)
      throws Exception {
    BufferedImage picture = poster(flag(new DisplayTurn(turn, mirrored)));

    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(List.of(
            color(picture, 0.2, 0.2),
            color(picture, 0.8, 0.2),
            color(picture, 0.2, 0.8),
            color(picture, 0.8, 0.8)))
        .containsExactly(topLeft, topRight, bottomLeft, bottomRight);
  }

  @Test
  void non_square_pixels_become_square() throws Exception {
    Path file = ForeignClips.encode(
        "mpeg4",
        "matroska",
        folder.resolve("wide.mkv"),
        "testsrc2=size=320x240:rate=25:duration=1",
        context -> context.sample_aspect_ratio().num(4).den(3),
        stream -> stream.sample_aspect_ratio().num(4).den(3));
    VideoTrack track = Clips.inspect(file).video().orElseThrow();

    assertThat(track.pixelAspect()).isCloseTo(4 / 3.0, within(0.001));
    assertThat(track.width()).isEqualTo(427);
    assertThat(poster(file).getWidth()).isEqualTo(428);
  }

  @Test
  void interlaced_pictures_lose_their_combing() throws Exception {
    Path file = ForeignClips.encode(
        "mpeg2video",
        "mpegts",
        folder.resolve("comb.ts"),
        "color=black:size=320x240:rate=50:duration=2[back];color=white:size=96x160:rate=50:duration=2[box];"
            + "[back][box]overlay=x='mod(t*1000,200)':y=40,"
            + "format=yuv420p,separatefields,select='eq(mod(n,4),0)+eq(mod(n,4),3)',weave=first_field=top,setparams=field_mode=tff",
        context -> context
            .bit_rate(8_000_000)
            .flags(context.flags()
                | avcodec.AV_CODEC_FLAG_INTERLACED_DCT
                | avcodec.AV_CODEC_FLAG_INTERLACED_ME),
        stream -> {});
    assertThat(Clips.inspect(file).video().orElseThrow().interlaced()).isTrue();

    Clips.render(
        file,
        new RenderSpec(
            List.of(new Rung("only", 320, 240, 2_000_000)),
            null,
            false,
            true,
            new PosterSpec(320, 240, 1),
            null,
            Clips.SEGMENT,
            RenderSpec.Extras.NONE,
            Copying.NEVER),
        out);
    BufferedImage picture = ImageIO.read(out.resolve("poster.jpg").toFile());

    assertThat(comb(picture)).isLessThan(0.02);
  }

  /** The share of pixels that differ from the neighbours above and below in the same direction. */
  private static double comb(BufferedImage picture) {
    int found = 0;
    for (int y = 1; y + 1 < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int above = picture.getRGB(x, y - 1) & 0xFF;
        int here = picture.getRGB(x, y) & 0xFF;
        int below = picture.getRGB(x, y + 1) & 0xFF;
        found += Math.min(above, below) - here > 100 || here - Math.max(above, below) > 100 ? 1 : 0;
      }
    }
    return (double) found / (picture.getWidth() * picture.getHeight());
  }

  @Test
  void the_poster_is_never_black_if_another_picture_is_not() throws Exception {
    Path file = ForeignClips.encode(
        "mpeg4",
        "mp4",
        folder.resolve("fade.mp4"),
        "testsrc2=size=320x240:rate=25:duration=4,drawbox=color=black:t=fill:enable='lt(t,3)'",
        context -> {},
        stream -> {});
    BufferedImage picture = poster(file);
    long bright = 0;
    for (int x = 0; x < 320; x++) {
      bright += (picture.getRGB(x, 120) & 0xFFFFFF) > 0x202020 ? 1 : 0;
    }
    assertThat(bright).isGreaterThan(100);
  }

  @Test
  void the_storyboard_covers_the_film_to_its_end() throws Exception {
    Path file = Clips.write(
        SampleClip.of(320, 240, 25, Duration.ofMillis(3500)).withoutSound(),
        folder.resolve("c.mp4"));
    Clips.render(file, Clips.everything(new Rung("only", 320, 240, 400_000)), out);

    assertThat(out.resolve("storyboard.vtt")).hasContent("""
        WEBVTT

        00:00:00.000 --> 00:00:01.173
        storyboard.jpg#xywh=0,0,80,60

        00:00:01.173 --> 00:00:02.347
        storyboard.jpg#xywh=80,0,80,60

        00:00:02.347 --> 00:00:03.520
        storyboard.jpg#xywh=0,60,80,60
        """);
    BufferedImage sprite = ImageIO.read(out.resolve("storyboard.jpg").toFile());
    assertThat(sprite.getWidth()).isEqualTo(160);
    assertThat(sprite.getHeight()).isEqualTo(120);
  }
}
