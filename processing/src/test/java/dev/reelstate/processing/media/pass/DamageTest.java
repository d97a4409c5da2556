package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Boxes;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.MediaInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avformat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a result says of files in which something is missing, damaged or left out. */
class DamageTest {

  private static final SampleClip CLIP = SampleClip.of(160, 120, 25, Duration.ofSeconds(4));

  @TempDir
  private Path folder;

  private RenderResult render(Path file) throws Exception {
    return Clips.render(file, Clips.mp4(160, 120), folder.resolve("out"));
  }

  private Playback played() throws Exception {
    return Playback.ofFile(folder.resolve("out/video.mp4"));
  }

  /** The file with the name of a codec replaced by one that nobody knows. */
  private static Path withUnknown(Path file, String codec) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] changed = Boxes.with(bytes, "stsd", body -> {
      String text = new String(body, StandardCharsets.ISO_8859_1);
      return text.replace(codec, "zzzz").getBytes(StandardCharsets.ISO_8859_1);
    });
    return Files.write(file, changed);
  }

  @Test
  void a_file_that_was_cut_off_says_how_much_is_missing() throws Exception {
    byte[] whole = Files.readAllBytes(Clips.write(CLIP, folder.resolve("whole.mp4")));
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length * 6 / 10));
    MediaInfo media = Clips.inspect(cut);

    RenderResult result = render(cut);

    double came = media.duration().toNanos() / 1e9;
    assertThat(came).isBetween(1.5, 3.5);
    assertThat(media.missing()).isEqualTo(Duration.ofSeconds(4).minus(media.duration()));
    assertThat(result.warnings())
        .contains(String.format(
            "The file holds only %.1f s of the 4.0 s that its header states; %.1f s are missing.",
            came, 4 - came));
    assertThat(played().video().end).isCloseTo(came, within(0.001));
  }

  @Test
  void a_whole_file_says_nothing() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("whole.mp4"));

    assertThat(render(file).warnings()).isEmpty();
    assertThat(Clips.inspect(file).missing()).isZero();
  }

  @Test
  void a_second_picture_track_is_left_out_with_a_warning() throws Exception {
    Path film = Clips.write(CLIP, folder.resolve("film.mp4"));
    Path photo = Clips.write(
        SampleClip.of(320, 240, 25, Duration.ofMillis(40)).withoutSound(),
        folder.resolve("photo.mp4"));
    Path both = new Remix()
        .add(photo, 0, 0)
        .add(film, 0, avformat.AV_DISPOSITION_DEFAULT)
        .add(film, 1, avformat.AV_DISPOSITION_DEFAULT)
        .write("mp4", folder.resolve("both.mp4"));

    assertThat(render(both).warnings())
        .containsExactly(
            "Picture track 0 (H.264, 320x240, 1 picture) is not the film, so it was left out.");
    assertThat(played().video().times).hasSize(100);
  }

  @Test
  void pictures_that_cannot_be_decoded_are_left_out_with_a_warning() throws Exception {
    Path file = withUnknown(Clips.write(CLIP, folder.resolve("film.mp4")), "avc1");

    RenderResult result = render(file);

    assertThat(result.warnings())
        .contains(
            "The pictures cannot be decoded here, so the outputs have only sound.",
            "Picture track 0 (unknown format, 160x120, 100 pictures) cannot be decoded here, so it was left"
                + " out.");
    assertThat(Playback.ofFile(folder.resolve("out/audio.m4a")).audio().end)
        .isCloseTo(4, within(0.025));
  }

  @Test
  void a_film_that_begins_between_key_pictures_says_how_much_is_not_shown() throws Exception {
    byte[] whole =
        Files.readAllBytes(Clips.write(CLIP.withContainer("mpegts"), folder.resolve("whole.ts")));
    Path torn = folder.resolve("torn.ts");
    Files.write(torn, Arrays.copyOfRange(whole, whole.length / 3, whole.length));

    RenderResult result = render(torn);

    List<Double> times = played().video().times;
    assertThat(times.get(0)).isZero();
    double late = Clips.inspect(torn).duration().toMillis() / 1e3 - 0.04 * (times.size() - 1);
    assertThat(late).isGreaterThan(0.5);
    assertThat(result.warnings())
        .containsExactly(String.format(
            Locale.ROOT,
            "The first picture that can be decoded comes after %.1f s; it is shown from the beginning.",
            late));
  }

  /** Noise instead of the latter part of each packet. */
  private static void spoil(AVPacket packet) {
    for (int i = packet.size() / 3; i < packet.size(); i++) {
      packet.data().put(i, (byte) (i * 31));
    }
  }

  private byte[] poster(Path film, RenderSpec.PosterSpec poster, List<RenderSpec.Rung> rungs)
      throws Exception {
    RenderSpec spec = new RenderSpec(
        rungs,
        null,
        false,
        !rungs.isEmpty(),
        poster,
        null,
        Clips.SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.NEVER);
    Path out = Files.createTempDirectory(folder, "poster");
    Clips.render(film, spec, out);
    return Files.readAllBytes(out.resolve("poster.jpg"));
  }

  /** The only candidate is damaged, as are all pictures up to the next key frame. */
  @Test
  void a_poster_is_taken_from_the_next_clean_picture() throws Exception {
    Path film = Clips.write(CLIP.withoutSound(), folder.resolve("film.mp4"));
    Path spoilt = new Remix()
        .add(film, 0, 0, (packet, number) -> {
          if (number < 5) {
            spoil(packet);
          }
        })
        .write("mp4", folder.resolve("spoilt.mp4"));
    RenderSpec.PosterSpec early = new RenderSpec.PosterSpec(160, 120, 1).at(Duration.ofMillis(500));
    List<RenderSpec.Rung> rungs = List.of(new RenderSpec.Rung("only", 80, 60, 100_000));
    RenderSpec.PosterSpec key = new RenderSpec.PosterSpec(160, 120, 1).at(Duration.ofMillis(2010));

    assertThat(poster(spoilt, early, rungs)).isEqualTo(poster(film, key, rungs));
  }
}
