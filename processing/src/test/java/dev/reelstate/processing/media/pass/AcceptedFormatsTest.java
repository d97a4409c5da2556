package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.MediaInfo;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formats of cameras, editors and archives become films with the right pictures and sound. */
class AcceptedFormatsTest {

  @TempDir
  private Path folder;

  @ParameterizedTest(name = "{0} {1} in {3}")
  @CsvSource({
    "ffv1, yuv420p, 128x96, matroska, matroska",
    "ffv1, bgr0, 128x96, avi, avi",
    "ffv1, yuv422p10le, 128x96, mov, mp4",
    "rawvideo, yuyv422, 128x96, avi, avi",
    "rawvideo, bgr24, 128x96, avi, avi",
    "rawvideo, uyvy422, 128x96, mov, mp4",
    "rawvideo, yuv420p, 128x96, matroska, matroska",
    "v210, yuv422p10le, 128x96, mov, mp4",
    "v210, yuv422p10le, 128x96, avi, avi",
    "dvvideo, yuv420p, 720x576, dv, dv",
    "dvvideo, yuv420p, 720x576, avi, avi",
    "cfhd, yuv422p10le, 128x96, mov, mp4",
    "cfhd, gbrp12le, 128x96, avi, avi",
    "gif, rgb8, 128x96, gif, gif",
    "apng, rgb24, 128x96, apng, apng",
    "png, rgb24, 128x96, mov, mp4",
    "png, rgb24, 128x96, matroska, matroska",
  })
  void pictures(String encoder, String format, String size, String muxer, String container)
      throws Exception {
    Path file = CodedClips.color("red", encoder, format, size, muxer, folder.resolve("film"));
    Path out = folder.resolve("out");

    MediaInfo media = Clips.inspect(file);
    Clips.render(file, mp4AndPoster(), out);

    assertThat(media.container()).isEqualTo(container);
    assertThat(media.duration()).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(60));
    assertThat(Pictures.of(out.resolve("video.mp4"), frame -> frame.pts()).size())
        .isBetween(24, 25);
    Color middle = middle(out.resolve("poster.jpg"));
    assertThat(middle.getRed()).isGreaterThan(200);
    assertThat(Math.max(middle.getGreen(), middle.getBlue())).isLessThan(60);
  }

  private static RenderSpec mp4AndPoster() {
    return new RenderSpec(
        List.of(new Rung("only", 128, 96, 200_000)),
        Clips.SOUND,
        false,
        true,
        new PosterSpec(320, 320, 1),
        null,
        Clips.SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.NEVER);
  }

  private static Color middle(Path jpeg) throws Exception {
    BufferedImage picture = ImageIO.read(jpeg.toFile());
    return new Color(picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2));
  }

  /**
   * A mono sine of -18.1 dBFS, which is 3 dB less in each of two channels; 440 Hz count 0.7 dB less
   * than 1 kHz.
   */
  @ParameterizedTest(name = "{0} in {2}")
  @CsvSource({
    "alac, s16p, caf, caf",
    "alac, s16p, ipod, mp4",
    "pcm_s16le, s16, caf, caf",
    "truehd, s16p, truehd, truehd",
    "truehd, s32p, matroska, matroska",
  })
  void sound(String encoder, String format, String muxer, String container) throws Exception {
    Path file = CodedClips.tone(encoder, format, muxer, folder.resolve("sound"));

    MediaInfo media = Clips.inspect(file);
    Loudness loudness =
        Clips.render(file, Clips.mp4(320, 240), folder.resolve("out")).loudness();

    assertThat(media.container()).isEqualTo(container);
    assertThat(media.duration()).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(60));
    assertThat(Objects.requireNonNull(loudness).integrated()).isCloseTo(-21.8, within(0.2));
  }

  @ParameterizedTest
  @CsvSource({"#!AMR, 60, 31, amr_nb, 8000", "#!AMR-WB, 68, 60, amr_wb, 16000"})
  void speech_of_telephones(String magic, int header, int length, String codec, int rate)
      throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes((magic + "\n").getBytes(StandardCharsets.US_ASCII));
    Random bits = new Random(1);
    for (int i = 0; i < 50; i++) {
      byte[] frame = new byte[length];
      bits.nextBytes(frame);
      file.write(header);
      file.writeBytes(frame);
    }
    MediaInfo media = Clips.inspect(Files.write(folder.resolve("speech"), file.toByteArray()));

    assertThat(media.container()).isEqualTo("amr");
    assertThat(media.duration()).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(40));
    assertThat(media.audio().orElseThrow().codec()).isEqualTo(codec);
    assertThat(media.audio().orElseThrow().sampleRate()).isEqualTo(rate);
    assertThat(media.audio().orElseThrow().decodable()).isTrue();
  }

  /** Of the larger GIF, more is read than the sniffer sees before it turns out to stand still. */
  @ParameterizedTest
  @CsvSource({"gif, 40, none", "gif, 400, gif", "png, 40, none", "png, 400, none"})
  void a_single_picture_is_no_film(String format, int side, String container) throws Exception {
    Path file = folder.resolve("still");
    ImageIO.write(noise(side), format, file.toFile());

    assertThat(Clips.container(file)).isEqualTo(container);
    assertThatThrownBy(() -> Clips.inspect(file))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_MEDIA));
  }

  private static BufferedImage noise(int side) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(side);
    for (int i = 0; i < side * side; i++) {
      picture.setRGB(i % side, i / side, random.nextInt(1 << 24));
    }
    return picture;
  }

  @Test
  void a_still_apng_is_no_film() throws Exception {
    Path film = CodedClips.color("red", "apng", "rgb24", "128x96", "apng", folder.resolve("film"));
    String bytes = Files.readString(film, StandardCharsets.ISO_8859_1);
    int frames = bytes.indexOf("acTL") + 4;
    byte[] one = Files.readAllBytes(film);
    one[frames + 3] = 1;

    assertThat(Clips.container(film)).isEqualTo("apng");
    assertThat(Clips.container(Files.write(folder.resolve("still"), one))).isEqualTo("none");
  }
}
