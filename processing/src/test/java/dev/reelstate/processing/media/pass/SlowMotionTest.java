package dev.reelstate.processing.media.pass;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.MediaInfo;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits that play parts of a film at another speed are applied. */
class SlowMotionTest {

  /** One edit: how long it takes in the film and where it begins in the media, in seconds. */
  private record Edit(double length, double media, double rate) {}

  private static final List<String> AROUND = List.of("moov", "trak", "edts");

  @TempDir
  private Path folder;

  /** A film whose tracks all get the same edits. */
  private Path film(SampleClip clip, Edit... edits) throws Exception {
    Path plain = Clips.write(clip, folder.resolve("plain.mp4"));
    Path file;
    try (Composed composed = new Composed("mov", folder.resolve("film.mov"))) {
      file = composed.track(plain, 0, Map.of()).write();
    }
    ByteBuffer edited = edited(ByteBuffer.wrap(Files.readAllBytes(file)), edits);
    Files.write(file, edited.array());
    return file;
  }

  /** Replaces the edit list of the last track; the index lies behind the media, so it may grow. */
  private static ByteBuffer edited(ByteBuffer bytes, Edit... edits) {
    String text = ISO_8859_1.decode(bytes.duplicate()).toString();
    int elst = text.lastIndexOf("elst") - 4;
    int old = bytes.getInt(elst);
    int movieScale = bytes.getInt(text.lastIndexOf("mvhd") + 16);
    int mediaScale = bytes.getInt(text.lastIndexOf("mdhd") + 16);
    int start = bytes.getInt(elst + 20);
    int size = 16 + 12 * edits.length;
    ByteBuffer result = ByteBuffer.allocate(bytes.limit() - old + size);
    result
        .put(bytes.slice(0, elst))
        .putInt(size)
        .put("elst".getBytes(ISO_8859_1))
        .putInt(0);
    result.putInt(edits.length);
    for (Edit edit : edits) {
      result.putInt((int) Math.round(edit.length() * movieScale));
      result.putInt(start + (int) Math.round(edit.media() * mediaScale));
      result.putInt((int) Math.round(edit.rate() * 65536));
    }
    result.put(bytes.slice(elst + old, bytes.limit() - elst - old));
    for (String box : AROUND) {
      int at = text.lastIndexOf(box) - 4;
      result.putInt(at, bytes.getInt(at) - old + size);
    }
    return result;
  }

  private List<Double> times(Path file, RenderSpec spec) throws Exception {
    Path out = folder.resolve("out");
    Clips.render(file, spec, out);
    return Playback.ofFile(out.resolve("video.mp4")).video().times;
  }

  @Test
  void a_slow_part_lasts_longer() throws Exception {
    SampleClip clip = SampleClip.of(320, 240, 60, Duration.ofSeconds(3)).withoutSound();
    Path file = film(clip, new Edit(1, 0, 1), new Edit(4, 1, 0.25), new Edit(1, 2, 1));

    MediaInfo media = Clips.inspect(file);
    List<Double> times = times(file, Clips.mp4(320, 240));

    assertThat(media.duration().toMillis()).isCloseTo(6000, within(40L));
    assertThat(times).hasSize(180);
    assertThat(times.get(59)).isCloseTo(59 / 60.0, within(0.002));
    assertThat(times.get(90)).isCloseTo(1 + 30 / 15.0, within(0.002));
    assertThat(times.get(150)).isCloseTo(5 + 30 / 60.0, within(0.002));
  }

  @Test
  void what_lies_behind_the_last_edit_is_not_shown() throws Exception {
    SampleClip clip = SampleClip.of(320, 240, 100, Duration.ofSeconds(3)).withoutSound();
    Path file = film(clip, new Edit(2, 0, 0.5));

    List<Double> times = times(file, Clips.mp4(320, 240));

    assertThat(times).hasSize(100);
    assertThat(times.get(99)).isCloseTo(99 / 50.0, within(0.002));
  }

  @Test
  void a_copy_keeps_the_speed() throws Exception {
    SampleClip clip = SampleClip.of(320, 240, 100, Duration.ofSeconds(3)).withoutSound();
    Path file = film(clip, new Edit(6, 0, 0.5));
    MediaInfo media = Clips.inspect(file);
    Rung rung = new Rung("only", 320, 240, 10_000_000);
    RenderSpec spec = new RenderSpec(
        List.of(rung),
        null,
        true,
        true,
        null,
        null,
        Clips.SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.of(media, Optional.of(rung), Optional.empty()));
    Path out = folder.resolve("out");

    RenderResult result = Clips.render(file, spec, out);

    List<Double> times = Playback.ofFile(out.resolve("video.mp4")).video().times;
    assertThat(result.copying().copiesVideo()).isTrue();
    assertThat(times).hasSize(300);
    assertThat(times.get(200)).isCloseTo(4, within(0.002));
  }

  @Test
  void sound_is_not_stretched_but_left_out() throws Exception {
    SampleClip clip = SampleClip.of(320, 240, 25, Duration.ofSeconds(2));
    Path pictures = Clips.write(clip.withoutSound(), folder.resolve("pictures.mp4"));
    Path sound = Clips.write(clip.withoutPictures(), folder.resolve("sound.mp4"));
    Path file = folder.resolve("film.mov");
    try (Composed composed = new Composed("mov", file)) {
      composed.track(pictures, 0, Map.of()).track(sound, 0, Map.of()).write();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    Files.write(file, edited(bytes, new Edit(2, 0, 0.5)).array());

    RenderResult result = Clips.render(
        file, Clips.everything(new Rung("only", 320, 240, 300_000)), folder.resolve("out"));

    assertThat(Clips.inspect(file).audio().orElseThrow().decodable()).isFalse();
    assertThat(result.warnings())
        .containsExactly(
            "The sound of track 1 (AAC) is edited to play at another speed, so it was left out.");
    assertThat(Playback.ofFile(folder.resolve("out/video.mp4")).video().times).hasSize(50);
  }

  @Test
  void edits_that_jump_are_left_to_the_demuxer() throws Exception {
    SampleClip clip = SampleClip.of(320, 240, 25, Duration.ofSeconds(3)).withoutSound();
    Path file = film(clip, new Edit(1, 2, 0.5), new Edit(1, 0, 1));

    List<Double> times = times(file, Clips.mp4(320, 240));

    assertThat(times).hasSize(50);
    assertThat(times.get(49)).isCloseTo(49 / 25.0, within(0.002));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0, 1 / 65536.0, 1e-3, 1e3, 3e4})
  void absurd_speeds_are_not_applied(double rate) throws Exception {
    SampleClip clip = SampleClip.of(320, 240, 25, Duration.ofSeconds(2)).withoutSound();
    Path file = film(clip, new Edit(2, 0, rate));

    List<Double> times = times(file, Clips.mp4(320, 240));

    assertThat(times).hasSize(50);
    assertThat(times.get(49)).isCloseTo(49 / 25.0, within(0.002));
  }
}
