package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Boxes;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.MediaInfo;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Films of three seconds, 75 pictures, whose headers or times say something else. */
class LengthTest {

  private static final long SECOND = TimeBase.MEDIA.den();
  private static final long HOUR = 3600 * SECOND;
  private static final int PICTURES = 75;
  private static final SampleClip CLIP = SampleClip.of(64, 48, 25, Duration.ofSeconds(3));

  @TempDir
  private Path folder;

  private Path clip;

  @BeforeEach
  void write_a_clip() throws Exception {
    clip = Clips.write(CLIP, folder.resolve("clip.mp4"));
  }

  private static void hold(AVPacket packet, long length) {
    packet.duration(length);
  }

  private static void move(AVPacket packet, long ticks) {
    packet.pts(packet.pts() + ticks);
    packet.dts(packet.dts() + ticks);
  }

  private Path file(String muxer, Remix.Retiming pictures, Remix.Retiming sound) throws Exception {
    return new Remix()
        .add(clip, 0, 0, pictures)
        .add(clip, 1, 0, sound)
        .write(muxer, folder.resolve("film.bin"));
  }

  /** All pictures and all of the sound, for three seconds, whether or not anything is copied. */
  private MediaInfo requireWhole(Path file) throws Exception {
    MediaInfo media = Clips.inspect(file);
    assertThat(media.duration().toNanos() / 1e9).isCloseTo(3, within(0.045));
    Path out = Files.createTempDirectory(folder, "out");
    RenderResult result = Clips.render(file, Clips.mp4(64, 48), out);
    Playback playback = Playback.ofFile(out.resolve("video.mp4"));
    assertThat(playback.video().times).hasSize(PICTURES).isSorted();
    assertThat(playback.video().end).isCloseTo(3, within(0.045));
    assertThat(playback.audio().end).isCloseTo(3, within(0.045));
    List<Double> times = playback.video().times;
    int middle = PICTURES / 2;
    assertThat(times.get(middle)).isCloseTo(0.04 * middle, within(0.025));
    assertThat(times.get(PICTURES - 1) - times.get(2))
        .isCloseTo(0.04 * (PICTURES - 3), within(0.002));
    assertThat(result.outputs()).hasSize(1);
    return media;
  }

  /** The film with the length in its header changed, in seconds. */
  private Path withHeader(String muxer, double seconds) throws Exception {
    Path file = file(muxer, (packet, number) -> {}, (packet, number) -> {});
    byte[] bytes = Files.readAllBytes(file);
    if (muxer.equals("matroska")) {
      int at = position(bytes, new byte[] {0x44, (byte) 0x89, (byte) 0x88});
      ByteBuffer.wrap(bytes).putDouble(at + 3, seconds * 1000);
      return Files.write(file, bytes);
    }
    if (muxer.equals("flv")) {
      int at = position(bytes, "duration".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      ByteBuffer.wrap(bytes).putDouble(at + 9, seconds);
      return Files.write(file, bytes);
    }
    byte[] film = Boxes.with(bytes, "mvhd", body -> scaled(body, 12, 16, seconds));
    return Files.write(file, Boxes.with(film, "mdhd", body -> scaled(body, 12, 16, seconds)));
  }

  private static byte[] scaled(byte[] body, int scaleAt, int lengthAt, double seconds) {
    ByteBuffer box = ByteBuffer.wrap(body);
    box.putInt(lengthAt, (int) Math.round(box.getInt(scaleAt) * seconds));
    return body;
  }

  private static int position(byte[] bytes, byte[] pattern) {
    for (int i = 0; i < bytes.length - pattern.length; i++) {
      if (java.util.Arrays.equals(bytes, i, i + pattern.length, pattern, 0, pattern.length)) {
        return i;
      }
    }
    throw new AssertionError("The header has no length.");
  }

  @ParameterizedTest
  @CsvSource({
    "matroska, 2.1", "matroska, 2.95", "matroska, 3.9", "matroska, 3000", "matroska, 0",
    "mp4, 2.1", "mp4, 2.95", "mp4, 3.9", "mp4, 3000", "mp4, 0",
    "flv, 2.1", "flv, 3.9", "flv, 3000", "flv, 0",
  })
  void a_wrong_header_changes_nothing(String muxer, double seconds) throws Exception {
    assertThat(requireWhole(withHeader(muxer, seconds)).clockRepaired()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mov", "matroska"})
  void a_last_picture_of_an_hour_ends_with_the_sound(String muxer) throws Exception {
    requireWhole(file(
        muxer,
        (packet, number) -> hold(packet, number == PICTURES - 1 ? HOUR : packet.duration()),
        (packet, number) -> {}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "flv", "mpegts"})
  void an_hour_between_pictures_that_the_sound_does_not_have_is_closed(String muxer)
      throws Exception {
    MediaInfo media = requireWhole(file(
        muxer,
        (packet, number) -> move(packet, number > PICTURES / 3 ? HOUR : 0),
        (packet, number) -> {}));

    assertThat(media.clockRepaired()).isEqualTo(!muxer.equals("mpegts"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "flv", "mpegts"})
  void a_sound_track_that_begins_an_hour_after_the_pictures_begins_with_them(String muxer)
      throws Exception {
    MediaInfo media =
        requireWhole(file(muxer, (packet, number) -> {}, (packet, number) -> move(packet, HOUR)));

    assertThat(media.clockRepaired()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska"})
  void sound_alone_does_not_end_an_hour_late(String muxer) throws Exception {
    int packets = packetsOfSound();
    Path file = new Remix()
        .add(clip, 1, 0, (packet, number) -> move(packet, number >= packets - 1 ? HOUR : 0))
        .write(muxer, folder.resolve("sound.bin"));

    assertThat(Clips.inspect(file).duration().toNanos() / 1e9).isCloseTo(3, within(0.045));
  }

  private int packetsOfSound() throws Exception {
    double seconds = Clips.inspect(clip).audio().orElseThrow().duration().toNanos() / 1e9;
    return Math.toIntExact(Math.round(seconds * 48_000 / 1024));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "flv", "mpegts"})
  void a_last_packet_of_sound_an_hour_later_is_not_waited_for(String muxer) throws Exception {
    int packets = packetsOfSound();
    requireWhole(file(
        muxer,
        (packet, number) -> {},
        (packet, number) -> move(packet, number >= packets - 1 ? HOUR : 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "flv", "mpegts"})
  void a_first_picture_an_hour_too_early_is_shown_at_the_start(String muxer) throws Exception {
    requireWhole(file(
        muxer,
        (packet, number) -> move(packet, number > 0 ? HOUR : 0),
        (packet, number) -> move(packet, HOUR)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "flv", "mpegts"})
  void a_first_packet_of_sound_an_hour_too_early_is_heard_at_the_start(String muxer)
      throws Exception {
    requireWhole(file(
        muxer,
        (packet, number) -> move(packet, HOUR),
        (packet, number) -> move(packet, number > 0 ? HOUR : 0)));
  }

  /** As cameras write it that record at every movement. */
  @Test
  void a_gap_that_all_tracks_have_is_real() throws Exception {
    long gap = 30 * SECOND;
    Path file = file(
        "mp4",
        (packet, number) -> move(packet, packet.pts() >= SECOND ? gap : 0),
        (packet, number) -> move(packet, packet.pts() >= SECOND ? gap : 0));

    MediaInfo media = Clips.inspect(file);

    assertThat(media.duration().toNanos() / 1e9).isCloseTo(33, within(0.045));
    assertThat(media.clockRepaired()).isFalse();
  }

  @Test
  void a_silent_film_may_hold_its_last_picture() throws Exception {
    Path file = new Remix()
        .add(
            clip,
            0,
            0,
            (packet, number) ->
                hold(packet, number == PICTURES - 1 ? 30 * SECOND : packet.duration()))
        .write("mp4", folder.resolve("film.bin"));

    assertThat(Clips.inspect(file).duration().toNanos() / 1e9).isCloseTo(32.96, within(0.001));
  }

  @Test
  void a_silent_film_does_not_hold_its_last_picture_for_hours() throws Exception {
    Path file = new Remix()
        .add(
            clip,
            0,
            0,
            (packet, number) -> hold(packet, number == PICTURES - 1 ? 3 * HOUR : packet.duration()))
        .write("mp4", folder.resolve("film.bin"));

    assertThat(Clips.inspect(file).duration().toNanos() / 1e9).isCloseTo(3, within(0.001));
  }

  @Test
  void a_short_transport_stream_is_whole() throws Exception {
    requireWhole(file("mpegts", (packet, number) -> {}, (packet, number) -> {}));
  }

  @Test
  void a_transport_stream_without_sound_is_whole() throws Exception {
    Path file = new Remix().add(clip, 0, 0).write("mpegts", folder.resolve("film.bin"));

    assertThat(Clips.inspect(file).duration().toNanos() / 1e9).isCloseTo(3, within(0.001));
  }

  @Test
  void the_last_picture_of_an_avi_with_b_frames_is_shown() throws Exception {
    Path film = ForeignClips.encode(
        "mpeg4",
        "avi",
        folder.resolve("film.avi"),
        "testsrc2=size=64x48:rate=25:duration=3",
        context -> context.max_b_frames(2).gop_size(12).bit_rate(200_000),
        stream -> {});
    Path out = folder.resolve("out");

    Clips.render(film, Clips.mp4(64, 48), out);

    Playback.Track video = Playback.ofFile(out.resolve("video.mp4")).video();
    assertThat(video.times).hasSize(PICTURES);
    assertThat(video.end).isCloseTo(3, within(0.001));
  }
}
