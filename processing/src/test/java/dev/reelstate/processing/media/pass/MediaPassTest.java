package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Boxes;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.packaging.IndexInFront;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaPassTest {

  private static final Rung LARGE = new Rung("240p", 320, 240, 400_000);
  private static final Rung SMALL = new Rung("120p", 160, 120, 150_000);

  @TempDir
  private Path folder;

  private Path out;

  @BeforeEach
  void make_the_output_folder() throws Exception {
    out = Files.createDirectory(folder.resolve("out"));
  }

  private Path clip(SampleClip clip) throws MediaException {
    return Clips.write(clip, folder.resolve("clip.bin"));
  }

  private Playback mp4(SampleClip clip) throws Exception {
    Clips.render(clip(clip), Clips.mp4(160, 120), out);
    return Playback.ofFile(out.resolve("video.mp4"));
  }

  /** Longer than a file can say of one picture at our clock, which counts to 6.6 hours. */
  @Test
  void a_picture_may_stay_for_hours() throws Exception {
    byte[] clip = Files.readAllBytes(
        clip(SampleClip.of(160, 120, 1, Duration.ofSeconds(1)).withoutSound()));
    int hours = 8;
    byte[] slow = Boxes.with(clip, "stts", body -> {
      int ticks = ByteBuffer.wrap(body).getInt(12);
      return Boxes.numbers(0, 1, 1, ticks * 3600 * hours);
    });
    Path still = Files.write(folder.resolve("still.mp4"), Boxes.with(slow, "elst", body -> {
      ByteBuffer.wrap(body).putInt(8, 1000 * 3600 * hours);
      return body;
    }));

    RenderResult result = Clips.render(still, Clips.mp4(160, 120), out);

    assertThat(result.outputs())
        .extracting(RenderResult.Output::duration)
        .containsExactly(Duration.ofHours(hours));
  }

  @Test
  void one_pass_makes_everything() throws Exception {
    RenderResult result = Clips.render(clip(Clips.PLAIN), Clips.everything(LARGE, SMALL), out);

    assertThat(result.warnings()).isEmpty();
    assertThat(result.outputs())
        .extracting(output -> output.kind() + " " + output.name() + " " + output.path())
        .containsExactly(
            "poster poster poster.jpg",
            "storyboard storyboard storyboard.jpg",
            "storyboard_cues storyboard storyboard.vtt",
            "mp4 240p video.mp4",
            "hls hls hls/master.m3u8",
            "dash dash hls/manifest.mpd",
            "hls_rendition 240p hls/240p/index.m3u8",
            "hls_rendition 120p hls/120p/index.m3u8",
            "hls_rendition audio hls/audio/index.m3u8");
    assertThat(result.outputs())
        .allSatisfy(output -> assertThat(out.resolve(output.path())).isNotEmptyFile());
    assertThat(bytesBelow(out))
        .isEqualTo(result.outputs().stream()
            .filter(output -> !output.kind().equals(Artifact.HLS_RENDITION))
            .mapToLong(RenderResult.Output::bytes)
            .sum());
  }

  @Test
  void a_player_sees_the_expected_streams() throws Exception {
    Clips.render(clip(Clips.PLAIN), Clips.everything(LARGE, SMALL), out);

    assertThat(Playback.ofFile(out.resolve("video.mp4")).dump()).isEqualTo("""
        video 320x240 150 frames 0.00..6.00 keys [0.0, 2.0, 4.0]
        audio 282 frames 0.00..6.02
        """);
    assertThat(Playback.ofPlaylist(out.resolve("hls/240p/index.m3u8")).dump()).isEqualTo("""
        video 320x240 150 frames 0.00..6.00 keys [0.0, 2.0, 4.0]
        """);
    assertThat(Playback.ofPlaylist(out.resolve("hls/120p/index.m3u8")).dump()).isEqualTo("""
        video 160x120 150 frames 0.00..6.00 keys [0.0, 2.0, 4.0]
        """);
    assertThat(Playback.ofPlaylist(out.resolve("hls/audio/index.m3u8")).dump()).isEqualTo("""
        audio 282 frames 0.00..6.02
        """);
  }

  @Test
  void the_playlists_and_the_manifest_have_the_expected_content() throws Exception {
    Clips.render(clip(Clips.PLAIN), Clips.everything(LARGE, SMALL), out);

    assertThat(out.resolve("hls/240p/index.m3u8")).hasContent("""
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-TARGETDURATION:2
        #EXT-X-MEDIA-SEQUENCE:0
        #EXT-X-PLAYLIST-TYPE:VOD
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-MAP:URI="init.mp4"
        #EXTINF:2.000000,
        segment_00000.m4s
        #EXTINF:2.000000,
        segment_00001.m4s
        #EXTINF:2.000000,
        segment_00002.m4s
        #EXT-X-ENDLIST
        """);
    assertThat(Files.readString(out.resolve("hls/master.m3u8"))
            .replaceAll("BANDWIDTH=\\d+", "BANDWIDTH=n"))
        .isEqualTo("""
            #EXTM3U
            #EXT-X-VERSION:7
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio/index.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=n,AVERAGE-BANDWIDTH=n,CODECS="avc1.640c0d,mp4a.40.2",RESOLUTION=320x240,FRAME-RATE=25.000,AUDIO="audio"
            240p/index.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=n,AVERAGE-BANDWIDTH=n,CODECS="avc1.640c0b,mp4a.40.2",RESOLUTION=160x120,FRAME-RATE=25.000,AUDIO="audio"
            120p/index.m3u8
            #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=n,CODECS="avc1.640c0d",RESOLUTION=320x240,URI="240p/iframes.m3u8"
            #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=n,CODECS="avc1.640c0b",RESOLUTION=160x120,URI="120p/iframes.m3u8"
            """);
    assertThat(Files.readString(out.resolve("hls/manifest.mpd"))
            .replaceAll("bandwidth=\"\\d+\"", "bandwidth=\"n\"")
            .replace("><", ">\n<"))
        .isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>
            <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" profiles="urn:mpeg:dash:profile:isoff-live:2011" mediaPresentationDuration="PT6.000S" minBufferTime="PT2.000S">
            <Period>
            <AdaptationSet contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">
            <SegmentTemplate timescale="90000" initialization="$RepresentationID$/init.mp4" media="$RepresentationID$/segment_$Number%05d$.m4s" startNumber="0">
            <SegmentTimeline>
            <S t="0" d="180000" r="2"/>
            </SegmentTimeline>
            </SegmentTemplate>
            <Representation id="240p" codecs="avc1.640c0d" bandwidth="n" width="320" height="240" sar="1:1" frameRate="25000/1000"/>
            <Representation id="120p" codecs="avc1.640c0b" bandwidth="n" width="160" height="120" sar="1:1" frameRate="25000/1000"/>
            </AdaptationSet>
            <AdaptationSet contentType="audio" mimeType="audio/mp4" segmentAlignment="true" startWithSAP="1">
            <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
            <Label>Audio</Label>
            <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
            <SegmentTemplate timescale="90000" initialization="$RepresentationID$/init.mp4" media="$RepresentationID$/segment_$Number%05d$.m4s" startNumber="0">
            <SegmentTimeline>
            <S t="0" d="180480" r="1"/>
            <S d="179040"/>
            </SegmentTimeline>
            </SegmentTemplate>
            <Representation id="audio" codecs="mp4a.40.2" bandwidth="n"/>
            </AdaptationSet>
            </Period>
            </MPD>""");
  }

  @ParameterizedTest
  @EnumSource(
      value = VideoCodec.class,
      names = {"AV1", "VP9"})
  void other_codecs_are_packaged_next_to_h264(VideoCodec codec) throws Exception {
    Rung other = new Rung("120p" + codec.suffix(), 160, 120, 100_000, codec);

    RenderResult result = Clips.render(clip(Clips.PLAIN), Clips.everything(LARGE, other), out);

    assertThat(result.warnings()).isEmpty();
    assertThat(Playback.ofPlaylist(out.resolve("hls/" + other.name() + "/index.m3u8"))
            .dump())
        .isEqualTo("""
            video 160x120 150 frames 0.00..6.00 keys [0.0, 2.0, 4.0]
            """);
    assertThat(Files.readString(out.resolve("hls/master.m3u8")))
        .contains(
            codec == VideoCodec.AV1
                ? "\"av01.0.00M.08,mp4a.40.2\""
                : "\"vp09.00.10.08,mp4a.40.2\"");
  }

  @Test
  void a_key_frame_can_be_decoded_from_its_range_of_a_segment() throws Exception {
    Clips.render(clip(Clips.PLAIN), Clips.everything(LARGE, SMALL), out);
    Path rung = out.resolve("hls/240p");
    List<String> lines = Files.readAllLines(rung.resolve("iframes.m3u8"));

    assertThat(lines).contains("#EXT-X-I-FRAMES-ONLY", "#EXTINF:2.000000,", "segment_00002.m4s");
    for (int i = 0; i < 3; i++) {
      byte[] segment = Files.readAllBytes(rung.resolve("segment_0000" + i + ".m4s"));
      int at = lines.indexOf("segment_0000" + i + ".m4s") - 1;
      int length = Integer.parseInt(lines.get(at).replaceAll("#EXT-X-BYTERANGE:(\\d+)@0", "$1"));
      ByteArrayOutputStream single = new ByteArrayOutputStream();
      single.write(Files.readAllBytes(rung.resolve("init.mp4")));
      single.write(segment, 0, length);
      Path file = Files.write(folder.resolve("single.mp4"), single.toByteArray());

      assertThat(length).isLessThan(segment.length);
      assertThat(Playback.ofFile(file).video().brightness.get(0))
          .isCloseTo(
              Playback.ofPlaylist(rung.resolve("index.m3u8")).video().brightness.get(50 * i),
              within(0.001));
    }
  }

  /**
   * Noise makes the encoder detect new scenes, at different pictures in each size if left alone.
   */
  @Test
  void key_frames_are_at_the_same_times_in_all_rungs() throws Exception {
    Path file = ForeignClips.encode(
        "mpeg4",
        "mp4",
        folder.resolve("fast.mp4"),
        "color=gray:size=640x480:rate=25:duration=5,noise=all_seed=7:all_strength=40:all_flags=t",
        context -> context.bit_rate(60_000_000),
        stream -> {});
    Rung medium = new Rung("480p", 640, 480, 1_500_000);
    Clips.render(file, Clips.everything(medium, LARGE, SMALL), out);
    List<Double> keys = Playback.ofPlaylist(out.resolve("hls/480p/index.m3u8")).video().keys;

    assertThat(keys).contains(0.0, 2.0, 4.0).hasSizeGreaterThan(3);
    assertThat(Playback.ofPlaylist(out.resolve("hls/240p/index.m3u8")).video().keys)
        .isEqualTo(keys);
    assertThat(Playback.ofPlaylist(out.resolve("hls/120p/index.m3u8")).video().keys)
        .isEqualTo(keys);
  }

  @Test
  void the_index_of_the_mp4_comes_first() throws Exception {
    mp4(Clips.PLAIN);
    assertThat(IndexInFront.inFront(out.resolve("video.mp4"))).isTrue();
    assertThat(out.resolve("video.mp4.part")).doesNotExist();
  }

  @Test
  void sound_alone_becomes_sound_alone() throws Exception {
    RenderSpec spec = new RenderSpec(
        List.of(),
        Clips.SOUND,
        true,
        true,
        null,
        null,
        Clips.SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.NEVER);
    RenderResult result = Clips.render(clip(Clips.PLAIN.withoutPictures()), spec, out);

    assertThat(result.outputs())
        .extracting(RenderResult.Output::path)
        .containsExactly(
            "audio.m4a", "hls/master.m3u8", "hls/manifest.mpd", "hls/audio/index.m3u8");
    assertThat(Playback.ofFile(out.resolve("audio.m4a")).longestEnd()).isCloseTo(6, within(0.05));
    assertThat(Files.readString(out.resolve("hls/master.m3u8")))
        .contains("CODECS=\"mp4a.40.2\"\naudio/index.m3u8");
  }

  @Test
  void a_silent_film_stays_silent() throws Exception {
    Playback playback = mp4(Clips.PLAIN.withoutSound());
    assertThat(playback.trackCount()).isEqualTo(1);
    assertThat(playback.video().end).isCloseTo(6, within(0.05));
  }

  @Test
  void pictures_keep_their_times_at_a_varying_rate() throws Exception {
    List<Double> times = mp4(Clips.PLAIN.withVariableFrameRate()).video().times;
    assertThat(times).hasSize(90);
    assertThat(times.get(5)).isCloseTo(0.20, within(0.001));
    assertThat(times.get(6)).isCloseTo(0.40, within(0.001));
  }

  @ParameterizedTest
  @ValueSource(strings = {"matroska", "mpegts", "mp4"})
  void every_container_starts_at_zero_and_ends_on_time(String container) throws Exception {
    SampleClip clip = Clips.PLAIN.withContainer(container);
    Playback playback = mp4(clip);
    double expected = Clips.inspect(folder.resolve("clip.bin")).duration().toNanos() / 1e9;
    assertThat(playback.latestStart()).isZero();
    assertThat(playback.shortestEnd()).isCloseTo(expected, within(0.05));
    assertThat(playback.longestEnd()).isCloseTo(expected, within(0.05));
    assertThat(playback.errors()).isZero();
  }

  @Test
  void a_missing_duration_does_no_harm() throws Exception {
    assertThat(mp4(Clips.PLAIN.withoutDuration()).longestEnd()).isCloseTo(6, within(0.05));
  }

  @Test
  void a_clock_that_jumps_is_smoothed_and_a_size_that_changes_is_fitted() throws Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(Files.readAllBytes(clip(Clips.PLAIN.withContainer("mpegts"))));
    both.write(Files.readAllBytes(
        clip(SampleClip.of(480, 360, 30, Duration.ofSeconds(3)).withContainer("mpegts"))));
    Path file = Files.write(folder.resolve("both.ts"), both.toByteArray());

    Clips.render(file, Clips.mp4(160, 120), out);
    Playback playback = Playback.ofFile(out.resolve("video.mp4"));

    assertThat(playback.video().times).isSorted().hasSizeBetween(230, 240);
    assertThat(playback.longestEnd()).isCloseTo(9, within(0.15));
    assertThat(playback.errors()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"320, 180, 80, 8, 8, 60", "240, 320, 8, 60, 60, 30"})
  void a_shape_that_changes_is_kept_between_bars(
      int width, int height, int barX, int barY, int pictureX, int pictureY) throws Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(Files.readAllBytes(clip(Clips.PLAIN.withContainer("mpegts"))));
    both.write(Files.readAllBytes(
        clip(SampleClip.of(width, height, 25, Duration.ofSeconds(3)).withContainer("mpegts"))));
    Path file = Files.write(folder.resolve("both.ts"), both.toByteArray());

    Clips.render(file, Clips.mp4(160, 120), out);

    List<Luma> pictures = Pictures.of(out.resolve("video.mp4"), Luma::of);
    assertThat(pictures.subList(160, 210))
        .allMatch(picture -> picture.at(barX, barY) < 20)
        .anyMatch(picture -> picture.at(pictureX, pictureY) > 60);
    assertThat(pictures.subList(0, 140)).anyMatch(picture -> picture.at(barX, barY) > 60);
  }

  @Test
  void odd_sides_become_even() throws Exception {
    Clips.render(
        clip(SampleClip.of(161, 121, 25, Duration.ofSeconds(1))), Clips.mp4(162, 122), out);
    assertThat(Playback.ofFile(out.resolve("video.mp4")).video().width).isEqualTo(162);
  }

  @Test
  void a_listener_hears_positions_that_never_go_backwards() throws Exception {
    Path file = clip(SampleClip.of(640, 480, 30, Duration.ofSeconds(12)));
    MediaInfo media = Clips.inspect(file);
    List<Duration> positions = new ArrayList<>();
    RenderSpec spec = Clips.everything(new Rung("480p", 640, 480, 1_000_000), LARGE);
    MediaPass.render(
        new PassRequest(file, "mp4", media, spec, out), MediaLimits.standard(), positions::add);
    assertThat(positions).isSorted().doesNotHaveDuplicates().isNotEmpty();
    assertThat(positions).allMatch(position -> position.compareTo(media.duration()) <= 0);
  }

  @Test
  void more_output_than_allowed_is_refused() throws Exception {
    Path file = clip(Clips.PLAIN);
    MediaLimits tight = MediaLimits.standard().withMaxOutputBytes(20_000);
    assertThatThrownBy(() -> MediaPass.render(
            new PassRequest(file, "mp4", Clips.inspect(file), Clips.everything(LARGE), out),
            tight,
            position -> {}))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.LIMIT_EXCEEDED));
  }

  @Test
  void an_interrupt_ends_the_pass_and_all_of_its_threads() throws Exception {
    Path file = clip(SampleClip.of(640, 480, 30, Duration.ofSeconds(20)));
    MediaInfo media = Clips.inspect(file);
    Thread caller = Thread.currentThread();
    assertThatThrownBy(() -> MediaPass.render(
            new PassRequest(file, "mp4", media, Clips.everything(LARGE, SMALL), out),
            MediaLimits.standard(),
            position -> caller.interrupt()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("reelstate-"));
  }

  private static long bytesBelow(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
