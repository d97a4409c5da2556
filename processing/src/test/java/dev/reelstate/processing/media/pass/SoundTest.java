package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.packaging.Mp4File;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.sound.AacEncoder;
import dev.reelstate.processing.media.sound.EncodedSound;
import dev.reelstate.processing.media.sound.PcmFormat;
import dev.reelstate.video.MediaInfo;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundTest {

  /**
   * A sine of 1 kHz at -20 dBFS in both channels measures about -20 LUFS (EBU Tech 3341, test 1:
   * -23 dBFS give -23 LUFS).
   */
  private static final String TONE = "0.1*sin(2*PI*1000*t)";

  /**
   * Two seconds of silence amid sound, which do not begin and end on the tenths of a second at
   * which loudness is measured.
   */
  private static final String BROKEN = "if(between(t\\,2.05\\,4.05)\\,0\\,0.2*sin(2*PI*440*t))";

  @TempDir
  private Path folder;

  private Path out;

  @BeforeEach
  void make_the_output_folder() throws Exception {
    out = Files.createDirectory(folder.resolve("out"));
  }

  private Path sound(String expression, Duration length) throws Exception {
    Path file = folder.resolve("sound.m4a");
    PcmFormat format = new PcmFormat(48_000, 2, 1024);
    try (FilterGraph graph = FilterGraph.audio(
            "aevalsrc=exprs='" + expression + "|" + expression
                + "':sample_rate=48000:duration=" + length.toMillis() / 1000.0
                + ",aformat=sample_fmts=fltp:channel_layouts=stereo,asetnsamples=n=1024:p=0,abuffersink@out0");
        Encoder encoder = AacEncoder.open(format, 192_000)) {
      Mp4File mp4 = new Mp4File(file, new OutputBudget(Long.MAX_VALUE), List.of(encoder));
      EncodedSound target = new EncodedSound(encoder, List.of(mp4.track(0)));
      AVFrame frame = Frames.make();
      while (graph.pull(0, frame)) {
        target.take(frame);
        org.bytedeco.ffmpeg.global.avutil.av_frame_unref(frame);
      }
      Frames.free(frame);
      target.finish();
      mp4.finish();
    }
    return file;
  }

  private RenderResult render(Path file, @Nullable Double loudness, Extras extras, boolean copy)
      throws Exception {
    MediaInfo media = Clips.inspect(file);
    AudioSpec spec = new AudioSpec(128_000, 2, loudness);
    return Clips.render(
        file,
        new RenderSpec(
            List.of(),
            spec,
            false,
            true,
            null,
            null,
            Clips.SEGMENT,
            extras,
            copy ? Copying.of(media, Optional.empty(), Optional.of(spec)) : Copying.NEVER),
        out);
  }

  @Test
  void loudness_is_measured_as_ebu_r128_defines_it() throws Exception {
    Path file = sound(TONE, Duration.ofSeconds(6));

    Loudness loudness = requireNonNull(render(file, null, Extras.NONE, false).loudness());

    assertThat(loudness.integrated()).isCloseTo(-20, within(0.2));
    assertThat(loudness.truePeak()).isCloseTo(-20, within(0.5));
    assertThat(loudness.range()).isLessThan(1);
  }

  @Test
  void sound_is_brought_to_a_target_unless_its_peaks_forbid_it() throws Exception {
    Path file = sound(TONE, Duration.ofSeconds(6));

    Loudness louder = requireNonNull(render(file, -14.0, Extras.NONE, true).loudness());
    assertThat(louder.integrated()).isCloseTo(-14, within(0.3));
    Loudness found = Clips.render(
            out.resolve("audio.m4a"),
            Clips.mp4(320, 240),
            Files.createDirectory(folder.resolve("again")))
        .loudness();
    assertThat(requireNonNull(found).integrated()).isCloseTo(-14, within(0.3));

    assertThat(new Loudness(-20, 3, -4).gainTo(-10)).isEqualTo(3);
    assertThat(new Loudness(-20, 3, -4).gainTo(-23)).isEqualTo(-3);
    assertThat(new Loudness(-70, 0, -100).gainTo(-23)).isZero();
  }

  @Test
  void the_sound_of_a_film_becomes_a_file_of_its_own_on_request() throws Exception {
    Path film = Clips.write(Clips.PLAIN, folder.resolve("film.mp4"));
    RenderSpec both = new RenderSpec(
        List.of(new RenderSpec.Rung("240p", 320, 240, 400_000)),
        Clips.SOUND,
        false,
        true,
        null,
        null,
        Clips.SEGMENT,
        new Extras(false, false, null, false, true, false),
        Copying.NEVER);

    RenderResult result = Clips.render(film, both, out);

    assertThat(result.outputs())
        .extracting(RenderResult.Output::kind, RenderResult.Output::path)
        .containsExactly(tuple("mp4", "video.mp4"), tuple("sound", "sound.m4a"));
    Playback alone = Playback.ofFile(out.resolve("sound.m4a"));
    Playback beside = Playback.ofFile(out.resolve("video.mp4"));
    assertThat(alone.trackCount()).isEqualTo(1);
    assertThat(alone.errors()).isZero();
    assertThat(alone.audio().times).isEqualTo(beside.audio().times);
    assertThat(alone.longestEnd()).isCloseTo(6, within(0.03));
  }

  @Test
  void the_outline_shows_where_there_is_sound() throws Exception {
    Path file = sound(BROKEN, Duration.ofSeconds(6));

    RenderResult result = render(file, null, new Extras(true, true, null), true);

    assertThat(result.copying().audio()).isEmpty();
    assertThat(result.outputs())
        .extracting(RenderResult.Output::kind)
        .containsExactly("waveform_data", "waveform", "mp4");
    JsonNode outline = new ObjectMapper().readTree(out.resolve("waveform.json").toFile());
    int length = outline.get("length").asInt();
    assertThat(length).isBetween(1700, 1800);
    assertThat(outline.get("data")).hasSize(2 * length);
    assertThat(outline.get("data").get(length / 3).asInt()).isLessThan(-20);
    assertThat(outline.get("data").get(length / 3 + 1).asInt()).isGreaterThan(20);
    assertThat(outline.get("data").get(length).asInt()).isBetween(-1, 1);
    BufferedImage picture = ImageIO.read(out.resolve("waveform.png").toFile());
    assertThat(inked(picture, 300)).isGreaterThan(20);
    assertThat(inked(picture, 900)).isEqualTo(1);
    assertThat(requireNonNull(result.marks()).silent()).hasSize(1).allSatisfy(silence -> {
      assertThat(silence.from().toMillis()).isBetween(2000L, 2150L);
      assertThat(silence.until().toMillis()).isBetween(4000L, 4150L);
    });
  }

  private static long inked(BufferedImage picture, int column) {
    return IntStream.range(0, picture.getHeight())
        .filter(y -> picture.getRGB(column, y) >>> 24 != 0)
        .count();
  }
}
