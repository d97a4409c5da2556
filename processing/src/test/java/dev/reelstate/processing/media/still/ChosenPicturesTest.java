package dev.reelstate.processing.media.still;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.PreviewSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.ForeignClips;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChosenPicturesTest {

  private static final int ALL_KEY_FRAMES = 1;
  private static final int FEW_KEY_FRAMES = 1000;

  /** Three seconds of pictures that are full of detail. */
  private static final String CONTENT = "mandelbrot=size=320x240:rate=25,trim=duration=3";

  private static final PosterSpec POSTER = new PosterSpec(320, 320, 24);
  private static final StoryboardSpec STORYBOARD =
      new StoryboardSpec(80, 100, Duration.ofSeconds(1));
  private static final PreviewSpec PREVIEW = new PreviewSpec(160, 4, Duration.ofMillis(250), 60);

  @TempDir
  private Path folder;

  private Path film(String source, int group) throws Exception {
    return ForeignClips.encode(
        "mpeg4",
        "mp4",
        folder.resolve("film.mp4"),
        source,
        context -> context.gop_size(group).bit_rate(4_000_000),
        stream -> {});
  }

  private RenderResult render(
      Path film,
      String into,
      @Nullable StoryboardSpec board,
      @Nullable FrameSpec frames,
      Rung... rungs)
      throws Exception {
    Extras extras = new Extras(false, false, PREVIEW, false, false, false, frames);
    RenderSpec spec = new RenderSpec(
        List.of(rungs),
        null,
        false,
        rungs.length > 0,
        POSTER,
        board,
        Clips.SEGMENT,
        extras,
        Copying.NEVER);
    return Clips.render(film, spec, folder.resolve(into));
  }

  private double posterTime(String source, int group) throws Exception {
    RenderResult made = render(film(source, group), "out", null, null);
    return requireNonNull(made.poster()).at().toMillis() / 1e3;
  }

  @ParameterizedTest
  @ValueSource(ints = {ALL_KEY_FRAMES, FEW_KEY_FRAMES})
  void a_poster_is_not_taken_from_a_fade(int group) throws Exception {
    String fading = "mandelbrot=size=320x240:rate=25,trim=duration=6,fade=t=in:d=4";

    assertThat(posterTime(fading, group)).isGreaterThan(3.8);
  }

  @ParameterizedTest
  @ValueSource(ints = {ALL_KEY_FRAMES, FEW_KEY_FRAMES})
  void a_poster_does_not_show_colour_bars(int group) throws Exception {
    String bars = "smptebars=size=320x240:rate=25:duration=5[bars];" + CONTENT
        + "[content];[bars][content]concat";

    assertThat(posterTime(bars, group)).isGreaterThan(4.9);
  }

  @ParameterizedTest
  @ValueSource(ints = {ALL_KEY_FRAMES, FEW_KEY_FRAMES})
  void a_poster_does_not_show_a_text_card(int group) throws Exception {
    StringBuilder card = new StringBuilder("color=navy:size=320x240:rate=25:duration=5");
    for (int letter = 0; letter < 22; letter++) {
      card.append(",drawbox=x=")
          .append(20 + letter * 13)
          .append(":y=")
          .append(90 + letter % 3 * 20);
      card.append(":w=7:h=12:color=white:t=").append(letter % 2 == 0 ? "2" : "fill");
    }
    String titled = card + "[card];" + CONTENT + "[content];[card][content]concat";

    assertThat(posterTime(titled, group)).isGreaterThan(4.9);
  }

  @ParameterizedTest
  @ValueSource(ints = {ALL_KEY_FRAMES, FEW_KEY_FRAMES})
  void a_poster_is_sharp(int group) throws Exception {
    String blurred = "mandelbrot=size=320x240:rate=25,trim=duration=6,"
        + "gblur=sigma=4:enable='not(between(t,3,3.9))'";

    assertThat(posterTime(blurred, group)).isBetween(2.9, 4.0);
  }

  /**
   * Both scenes are shown for a second, and for the rest of the time one dissolves into the other.
   * A twentieth of the other scene cannot be seen.
   */
  @Test
  void a_poster_is_not_taken_from_a_dissolve() throws Exception {
    String scene = "mandelbrot=size=320x240:rate=25,trim=duration=7";
    String dissolving = scene + "[first];" + scene + ",hflip,negate[second];"
        + "[first][second]xfade=transition=fade:duration=6:offset=1";

    assertThat(posterTime(dissolving, FEW_KEY_FRAMES))
        .satisfiesAnyOf(
            time -> assertThat(time).isLessThan(1.3), time -> assertThat(time).isGreaterThan(6.7));
  }

  @ParameterizedTest
  @ValueSource(ints = {ALL_KEY_FRAMES, FEW_KEY_FRAMES})
  void a_poster_is_the_same_whether_pictures_are_encoded_or_not(int group) throws Exception {
    Path film = film("mandelbrot=size=320x240:rate=25,trim=duration=6,fade=t=out:st=3:d=2", group);

    RenderResult alone = render(film, "alone", STORYBOARD, null);
    RenderResult encoded =
        render(film, "encoded", STORYBOARD, null, new Rung("120p", 160, 120, 200_000));

    assertThat(encoded.poster()).isEqualTo(alone.poster());
    assertThat(folder.resolve("encoded/poster.jpg"))
        .hasSameBinaryContentAs(folder.resolve("alone/poster.jpg"));
  }

  @Test
  void a_poster_shows_a_subject_in_focus_rather_than_nothing_in_focus() throws Exception {
    String focused = "mandelbrot=size=320x240:rate=25,trim=duration=6,split[sharp][rest];"
        + "[sharp]crop=120:120[subject];[rest]gblur=sigma=4[ground];"
        + "[ground][subject]overlay=100:60:enable='between(t,4,4.9)'";

    assertThat(posterTime(focused, FEW_KEY_FRAMES)).isBetween(3.9, 5.0);
  }

  @Test
  void a_poster_is_not_taken_from_a_swift_move() throws Exception {
    String moving = CONTENT + ",scroll=h=0.05[moving];" + CONTENT + "[calm];[moving][calm]concat";

    assertThat(posterTime(moving, FEW_KEY_FRAMES)).isGreaterThan(2.9);
  }

  @Test
  void a_brieffilm_has_every_picture_to_choose_from() throws Exception {
    String brief = "mandelbrot=size=320x240:rate=25,trim=duration=2,"
        + "gblur=sigma=4:enable='not(between(t,1.1,1.3))'";

    assertThat(posterTime(brief, 25)).isBetween(1.0, 1.4);
  }

  @Test
  void a_poster_at_a_time_is_the_picture_on_screen_then() throws Exception {
    Path film = film(CONTENT, 12);
    Rung rung = new Rung("120p", 160, 120, 200_000);
    RenderSpec spec = new RenderSpec(
        List.of(rung),
        null,
        false,
        true,
        POSTER.at(Duration.ofMillis(1370)),
        null,
        Clips.SEGMENT,
        Extras.NONE,
        Copying.NEVER);

    RenderResult made = Clips.render(film, spec, folder.resolve("out"));

    assertThat(requireNonNull(made.poster()).at()).isEqualTo(Duration.ofMillis(1360));
  }

  /** Every second is black in its middle. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_tile_shows_what_is_not_black_if_it_can(boolean everyPictureIsDecoded) throws Exception {
    Path film = film(
        "mandelbrot=size=320x240:rate=25,trim=duration=6.1,"
            + "drawbox=color=black:t=fill:enable='between(mod(t,1),0.4,0.6)'",
        FEW_KEY_FRAMES);
    FrameSpec all = everyPictureIsDecoded ? new FrameSpec(true, null) : null;

    render(film, "out", STORYBOARD, all);

    BufferedImage sprite = ImageIO.read(folder.resolve("out/storyboard.jpg").toFile());
    for (int tile = 0; tile < 6; tile++) {
      assertThat(light(sprite.getSubimage(tile % 3 * 80, tile / 3 * 60, 80, 60)))
          .as("tile %d", tile)
          .isGreaterThan(30);
    }
    assertThat(Files.readString(folder.resolve("out/storyboard.vtt"), StandardCharsets.UTF_8))
        .containsPattern("00:00:00.000 --> 00:00:01.0[0-9]{2}\n")
        .containsPattern("00:00:05.0[0-9]{2} --> 00:00:06.0[0-9]{2}\n");
  }

  private static double light(BufferedImage image) {
    long sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        sum += image.getRGB(x, y) >> 8 & 0xFF;
      }
    }
    return (double) sum / image.getWidth() / image.getHeight();
  }

  private static AVFrame noise(int seed, int brightness, boolean face) throws Exception {
    BufferedImage image = FaceDrawing.of(seed, brightness, face);
    AVFrame frame = Frames.make();
    frame.format(avutil.AV_PIX_FMT_YUV420P).width(image.getWidth()).height(image.getHeight());
    assertThat(avutil.av_frame_get_buffer(frame, 0)).isZero();
    frame.pts(seed);
    for (int plane = 0; plane < 3; plane++) {
      int shift = plane == 0 ? 0 : 1;
      for (int y = 0; y < frame.height() >> shift; y++) {
        for (int x = 0; x < frame.width() >> shift; x++) {
          int grey = image.getRGB(x << shift, y << shift) & 0xFF;
          byte value = (byte) (plane == 0 ? 16 + grey * 219 / 255 : 128);
          frame.data(plane).put((long) y * frame.linesize(plane) + x, value);
        }
      }
    }
    return frame;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_poster_preferably_shows_a_face(boolean looking) throws Exception {
    AVFrame first = noise(1, 130, true);
    AVFrame second = noise(2, 130, false);
    try (Poster poster = new Poster(
        new PictureSize(320, 240),
        PosterTimes.of(new PosterSpec(320, 320, 2), 1_000_000, true),
        looking)) {
      for (int i = 0; i < 2; i++) {
        AVFrame picture = i == 0 ? first : second;
        if (poster.look(i, picture)) {
          poster.keep(picture);
        }
      }

      assertThat(poster.choice().faces()).isEqualTo(looking ? 1 : null);
      assertThat(poster.choice().at()).isEqualTo(Duration.ofNanos(looking ? 11_111 : 22_222));
    } finally {
      Frames.free(first);
      Frames.free(second);
    }
  }

  @Test
  void faces_are_not_looked_for_if_there_is_one_picture() throws Exception {
    AVFrame only = noise(1, 130, true);
    try (Poster poster = new Poster(
        new PictureSize(320, 240),
        PosterTimes.of(new PosterSpec(320, 320, 2), 1_000_000, true),
        true)) {
      assertThat(poster.look(0, only)).isTrue();
      poster.keep(only);

      assertThat(poster.look(1, only)).isFalse();
      assertThat(poster.choice().candidates()).isEqualTo(1);
      assertThat(poster.choice().faces()).isNull();
    } finally {
      Frames.free(only);
    }
  }

  @Test
  void a_preview_shows_every_scene_and_nothing_black() throws Exception {
    List<AVFrame> frames = new ArrayList<>();
    try {
      List<Look> looks = new ArrayList<>();
      for (int brightness : new int[] {90, 90, 90, 90, 90, 90, 90, 90, 0, 200, 90, 90}) {
        AVFrame frame = noise(1, brightness, false);
        frames.add(frame);
        looks.add(Look.of(frame));
      }
      List<Double> appeal = looks.stream().map(Appeal::of).toList();

      assertThat(Highlights.choose(looks, appeal, 4))
          .hasSize(4)
          .contains(9)
          .doesNotContain(8)
          .anyMatch(position -> position < 8)
          .anyMatch(position -> position > 9);
    } finally {
      frames.forEach(Frames::free);
    }
  }

  @Test
  void a_preview_is_shorter_rather_than_black() throws Exception {
    List<AVFrame> frames = new ArrayList<>();
    try {
      List<Look> looks = new ArrayList<>();
      for (int brightness : new int[] {0, 0, 0, 130, 90, 0, 0, 0, 0, 0, 0, 0}) {
        AVFrame frame = noise(1, brightness, false);
        frames.add(frame);
        looks.add(Look.of(frame));
      }
      List<Double> appeal = looks.stream().map(Appeal::of).toList();

      assertThat(Highlights.choose(looks, appeal, 4)).containsExactly(3, 4);
    } finally {
      frames.forEach(Frames::free);
    }
  }
}
