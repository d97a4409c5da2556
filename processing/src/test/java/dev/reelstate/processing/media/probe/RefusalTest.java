package dev.reelstate.processing.media.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.CodedClips;
import dev.reelstate.processing.media.pass.Remuxed;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal says what is wrong in the words of people. */
class RefusalTest {

  private static final SampleClip CLIP =
      SampleClip.of(64, 48, 25, Duration.ofSeconds(1)).withoutSound();

  @TempDir
  private Path folder;

  private Path file(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("film"), bytes);
  }

  private static Failure refusal(Path file, MediaLimits limits) throws Exception {
    try {
      MediaProbe.inspect(file, Clips.container(file), limits);
    } catch (MediaException e) {
      return e.failure();
    }
    throw new AssertionError("The file was accepted.");
  }

  private static Failure refusal(Path file) throws Exception {
    return refusal(file, MediaLimits.standard());
  }

  @ParameterizedTest
  @CsvSource({
    "aprn, Apple ProRes RAW",
    "brxq, Blackmagic RAW",
    "RV40, RealVideo 4",
    "cvid, Cinepak",
    "xyzw, the unknown codec \"xyzw\"",
  })
  void of_pictures_names_their_codec(String type, String name) throws Exception {
    byte[] film = Files.readAllBytes(Clips.write(CLIP, folder.resolve("clip")));
    String text = new String(film, ISO_8859_1).replace("avc1", type).replace("avcC", "free");

    Failure failure = refusal(file(text.getBytes(ISO_8859_1)));

    assertThat(failure.code()).isEqualTo(FailureCode.UNSUPPORTED_CODEC);
    assertThat(failure.message()).endsWith("codecs are not supported: " + name + ".");
    assertThat(failure.facts()).containsEntry("codecs", name);
  }

  @Test
  void of_sound_names_its_codec() throws Exception {
    Path film = CodedClips.tone("aac", "fltp", "ipod", folder.resolve("clip"));
    String text = new String(Files.readAllBytes(film), ISO_8859_1)
        .replace("mp4a", "ac-4")
        .replace("esds", "free");

    assertThat(refusal(file(text.getBytes(ISO_8859_1))).message()).endsWith(": Dolby AC-4.");
  }

  @Test
  void of_a_long_film_gives_hours_and_minutes() throws Exception {
    Path film = Clips.write(
        SampleClip.of(64, 48, 1, Duration.ofSeconds(65)).withoutSound(), folder.resolve("film"));
    Failure failure = refusal(film, MediaLimits.standard().withMaxDuration(Duration.ofSeconds(60)));

    assertThat(failure.code()).isEqualTo(FailureCode.LIMIT_EXCEEDED);
    assertThat(failure.message())
        .isEqualTo("The film lasts 1 minute 5 seconds; the limit is 1 minute.");
  }

  @Test
  void of_a_header_without_media_is_not_that_of_a_damaged_file() throws Exception {
    Path clip = Clips.write(CLIP, folder.resolve("clip"));
    Map<String, String> options = Map.of("movflags", "+frag_keyframe+empty_moov");
    byte[] fragments =
        Files.readAllBytes(Remuxed.copy(clip, "mp4", options, folder.resolve("fragments")));
    byte[] header = Arrays.copyOf(fragments, new String(fragments, ISO_8859_1).indexOf("moof") - 4);

    Failure failure = refusal(file(header));

    assertThat(failure.code()).isEqualTo(FailureCode.NO_STREAMS);
    assertThat(failure.message())
        .isEqualTo("The file is only a header: it describes pictures or sound, but holds none.");
  }

  @Test
  void of_a_file_cut_behind_its_header_says_that_the_rest_is_missing() throws Exception {
    byte[] clip = Files.readAllBytes(Clips.write(CLIP, folder.resolve("clip")));
    byte[] header = Arrays.copyOf(clip, new String(clip, ISO_8859_1).indexOf("mdat") + 4);

    Failure failure = refusal(file(header));

    assertThat(failure.code()).isEqualTo(FailureCode.DAMAGED);
    assertThat(failure.message()).startsWith("The file was cut off behind its header");
  }
}
