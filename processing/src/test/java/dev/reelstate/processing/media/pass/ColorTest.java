package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The colours of a film arrive in its renditions, its poster and its storyboard. */
class ColorTest {

  private static final int TOLERANCE = 12;

  @TempDir
  private Path folder;

  /** A film of one colour, whose values mean what the tags say. */
  private Path film(int rgb, int matrix, int range, int primaries, int transfer, int height)
      throws Exception {
    String name = matrix == avutil.AVCOL_SPC_BT2020_NCL
        ? "bt2020"
        : matrix == avutil.AVCOL_SPC_SMPTE170M ? "smpte170m" : "bt709";
    return ForeignClips.encode(
        "mpeg4",
        "mp4",
        folder.resolve("film.mp4"),
        String.format(
            "color=0x%06x:size=320x%d:rate=25:duration=1,format=gbrp,"
                + "scale=out_color_matrix=%s:out_range=%s",
            rgb, height, name, range == avutil.AVCOL_RANGE_JPEG ? "pc" : "tv"),
        context -> context
            .colorspace(matrix)
            .color_range(range)
            .color_primaries(primaries)
            .color_trc(transfer)
            .bit_rate(2_000_000),
        stream -> {});
  }

  private Path untagged(int rgb, int matrix, int height) throws Exception {
    return ForeignClips.encode(
        "mpeg4",
        "mp4",
        folder.resolve("film.mp4"),
        String.format(
            "color=0x%06x:size=1280x%d:rate=25:duration=0.2,format=gbrp,"
                + "scale=out_color_matrix=%s:out_range=tv",
            rgb, height, matrix == avutil.AVCOL_SPC_BT709 ? "bt709" : "smpte170m"),
        context -> {},
        stream -> {});
  }

  private void render(Path file, int height) throws Exception {
    Clips.render(
        file,
        new RenderSpec(
            List.of(new Rung("only", 320, height, 1_000_000)),
            null,
            false,
            true,
            new PosterSpec(160, 160, 1),
            new StoryboardSpec(80, 4, Duration.ofSeconds(1)),
            Clips.SEGMENT,
            RenderSpec.Extras.NONE,
            Copying.NEVER),
        folder.resolve("out"));
  }

  private void assertColor(int expected) throws Exception {
    Path out = folder.resolve("out");
    assertAlike(Colors.inMiddle(out.resolve("video.mp4")), expected, "rendition");
    for (String still : List.of("poster.jpg", "storyboard.jpg")) {
      BufferedImage image = ImageIO.read(out.resolve(still).toFile());
      assertAlike(image.getRGB(image.getWidth() / 2, image.getHeight() / 2), expected, still);
    }
  }

  private static void assertAlike(int rgb, int expected, String what) {
    for (int shift = 0; shift <= 16; shift += 8) {
      assertThat(rgb >> shift & 0xFF)
          .as("%s: %06x, not %06x", what, rgb & 0xFFFFFF, expected)
          .isCloseTo(expected >> shift & 0xFF, within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Red, green and blue of BT.709 but for rounding, and a colour between them, as written in
    // Display P3, for a display with a gamma of 2.4.
    "eb3e2f, smpte432, ff0a07",
    "7cfb55, smpte432, 0bff00",
    "0000f5, smpte432, 0000ff",
    "b06050, smpte432, bc5a4b",
    "808080, smpte432, 808080",
    // Red and green of P3 itself lie outside.
    "ff0000, smpte432, ff0000",
    "00ff00, smpte432, 00ff00",
    "808080, smpte431, 808080",
    "b06050, bt2020, d14d4a",
  })
  void other_primaries_are_converted(String source, String primaries, String expected)
      throws Exception {
    int code = avutil.av_color_primaries_from_name(primaries);
    int matrix = primaries.equals("bt2020") ? avutil.AVCOL_SPC_BT2020_NCL : avutil.AVCOL_SPC_BT709;
    Path file = film(
        Integer.parseInt(source, 16),
        matrix,
        avutil.AVCOL_RANGE_MPEG,
        code,
        avutil.AVCOL_TRC_BT709,
        240);

    render(file, 240);

    assertColor(Integer.parseInt(expected, 16));
  }

  /** The same light, 80, 10 and 5 candelas of BT.709's red, green and blue, written in both. */
  @ParameterizedTest
  @CsvSource({"785144, smpte432, bt709", "725445, bt2020, bt2020nc"})
  void high_dynamic_range_is_read_in_its_own_primaries(
      String source, String primaries, String matrix) throws Exception {
    Path file = film(
        Integer.parseInt(source, 16),
        avutil.av_color_space_from_name(matrix),
        avutil.AVCOL_RANGE_MPEG,
        avutil.av_color_primaries_from_name(primaries),
        avutil.AVCOL_TRC_SMPTE2084,
        240);

    render(file, 240);

    assertColor(0x933b2f);
  }

  @ParameterizedTest
  @CsvSource({"720, 1", "480, 6", "240, 6"})
  void untagged_colors_are_those_of_the_size(int height, int matrix) throws Exception {
    Path file = untagged(0x4080c0, matrix, height);

    render(file, height);

    assertColor(0x4080c0);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17})
  void a_rare_matrix_never_spoils_grey(int matrix) throws Exception {
    Path file = film(
        0x808080,
        matrix,
        avutil.AVCOL_RANGE_MPEG,
        avutil.AVCOL_PRI_BT709,
        avutil.AVCOL_TRC_BT709,
        240);

    render(file, 240);

    assertColor(0x808080);
  }

  @Test
  void full_range_becomes_limited() throws Exception {
    Path file = film(
        0x20d060,
        avutil.AVCOL_SPC_BT709,
        avutil.AVCOL_RANGE_JPEG,
        avutil.AVCOL_PRI_BT709,
        avutil.AVCOL_TRC_BT709,
        240);

    render(file, 240);

    assertColor(0x20d060);
  }

  @Test
  void full_range_in_other_primaries_becomes_limited() throws Exception {
    Path file = film(
        0xb06050,
        avutil.AVCOL_SPC_BT709,
        avutil.AVCOL_RANGE_JPEG,
        avutil.AVCOL_PRI_SMPTE432,
        avutil.AVCOL_TRC_BT709,
        240);

    render(file, 240);

    assertColor(0xbc5a4b);
  }

  @Test
  void dolby_vision_that_only_its_own_players_show_is_refused_by_name() throws Exception {
    assertThatThrownBy(() -> Clips.inspect(dolbyVision(5, 0)))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("Dolby Vision profile 5");
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "8, 4", "7, 6", "7, 0", "10, 1"})
  void dolby_vision_that_every_player_shows_is_a_film(int profile, int compatibility)
      throws Exception {
    assertThat(Clips.inspect(dolbyVision(profile, compatibility))
            .video()
            .orElseThrow()
            .decodable())
        .isTrue();
  }

  private Path dolbyVision(int profile, int compatibility) throws Exception {
    Path file = folder.resolve("film.mp4");
    return ForeignClips.encode(
        "mpeg4",
        "mp4",
        file,
        "color=0x3060c0:size=64x48:rate=25:duration=0.2",
        context -> {},
        stream -> configure(stream, profile, compatibility));
  }

  private static void configure(AVStream stream, int profile, int compatibility) {
    byte[] record = {1, 0, (byte) profile, 6, 1, 0, 1, (byte) compatibility, 0};
    BytePointer bytes = new BytePointer(avutil.av_malloc(record.length)).capacity(record.length);
    bytes.put(record);
    AVPacketSideData data = new AVPacketSideData(null);
    int[] count = {0};
    avcodec.av_packet_side_data_add(
        data, count, avcodec.AV_PKT_DATA_DOVI_CONF, bytes, record.length, 0);
    stream.codecpar().coded_side_data(data).nb_coded_side_data(count[0]);
  }
}
