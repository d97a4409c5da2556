package dev.reelstate.processing.media.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Boxes;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.container.ContainerSniffer;
import dev.reelstate.processing.media.libav.Decoders;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.ForeignClips;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaProbeTest {

  private static final Duration FRAME = Duration.ofMillis(50);

  @TempDir
  private Path folder;

  private Path clip(SampleClip clip) throws MediaException {
    return Clips.write(clip, folder.resolve("clip.bin"));
  }

  private static FailureCode refusal(Path file, String container, MediaLimits limits) {
    try {
      MediaProbe.inspect(file, container, limits);
    } catch (MediaException e) {
      return e.failure().code();
    }
    throw new AssertionError("The file was accepted.");
  }

  @Nested
  class Facts {

    @Test
    void a_plain_clip_is_described_in_full() throws Exception {
      MediaInfo media = Clips.inspect(clip(Clips.PLAIN));
      VideoTrack video = media.video().orElseThrow();

      assertThat(media.container()).isEqualTo("mp4");
      assertThat(media.duration()).isCloseTo(Clips.SIX_SECONDS, FRAME);
      assertThat(media.declaredDuration()).isEqualTo(media.duration());
      assertThat(media.start()).isZero();
      assertThat(video.codec()).isEqualTo("h264");
      assertThat(video.profile()).isEqualTo("High");
      assertThat(video.decodable()).isTrue();
      assertThat(video.frames()).isEqualTo(150);
      assertThat(video.keyFrames()).isEqualTo(3);
      assertThat(video.longestGroup()).isEqualTo(Duration.ofSeconds(2));
      assertThat(video.frameRate()).isCloseTo(25, within(0.001));
      assertThat(video.variableFrameRate()).isFalse();
      assertThat(video.pixelFormat()).isEqualTo("yuv420p");
      assertThat(video.colorSpace()).isEqualTo("bt709");
      assertThat(media.audio().orElseThrow().codec()).isEqualTo("aac");
      assertThat(media.audio().orElseThrow().channelLayout()).isEqualTo("stereo");
    }

    @ParameterizedTest
    @CsvSource({
      "0, false, 320, 240",
      "90, false, 240, 320",
      "180, false, 320, 240",
      "270, false, 240, 320",
      "90, true, 240, 320",
    })
    void the_size_is_that_of_the_upright_picture(int turn, boolean mirrored, int width, int height)
        throws Exception {
      SampleClip turned = Clips.PLAIN.withoutSound().withTurn(turn);
      VideoTrack video = Clips.inspect(clip(mirrored ? turned.withMirroring() : turned))
          .video()
          .orElseThrow();

      assertThat(video.rotation()).isEqualTo(turn);
      assertThat(video.mirrored()).isEqualTo(mirrored);
      assertThat(video.width()).isEqualTo(width);
      assertThat(video.height()).isEqualTo(height);
      assertThat(video.codedWidth()).isEqualTo(320);
    }

    @Test
    void a_varying_frame_rate_is_detected() throws Exception {
      VideoTrack video =
          Clips.inspect(clip(Clips.PLAIN.withVariableFrameRate())).video().orElseThrow();
      assertThat(video.variableFrameRate()).isTrue();
      assertThat(video.frames()).isEqualTo(90);
    }

    @Test
    void a_missing_duration_is_measured() throws Exception {
      MediaInfo media = Clips.inspect(clip(Clips.PLAIN.withoutDuration()));
      assertThat(media.declaredDuration()).isNull();
      assertThat(media.duration()).isCloseTo(Clips.SIX_SECONDS, FRAME);
    }

    @Test
    void odd_sides_are_kept() throws Exception {
      VideoTrack video = Clips.inspect(clip(SampleClip.of(161, 121, 25, Duration.ofSeconds(1))))
          .video()
          .orElseThrow();
      assertThat(video.width()).isEqualTo(161);
      assertThat(video.height()).isEqualTo(121);
    }

    /** Silence, nearly all of it a hole in the file, so that reading takes a moment. */
    @Test
    void reading_a_large_file_reports_how_far_it_came() throws Exception {
      Path file = folder.resolve("large.wav");
      int bytes = 400 << 20;
      ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
      head.put(ascii("RIFF")).putInt(bytes - 8).put(ascii("WAVEfmt ")).putInt(16);
      head.putShort((short) 1).putShort((short) 2).putInt(48_000).putInt(192_000);
      head.putShort((short) 4).putShort((short) 16).put(ascii("data")).putInt(bytes - 44);
      Files.write(file, head.array());
      try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
        out.setLength(bytes);
      }
      List<Long> reached = new ArrayList<>();

      MediaProbe.examine(file, "wav", MediaLimits.standard(), Duration.ofMinutes(2), reached::add);

      assertThat(reached).isNotEmpty().isSorted().allMatch(at -> at > 0 && at <= bytes);
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void sound_alone_has_no_video_track() throws Exception {
      MediaInfo media = Clips.inspect(clip(Clips.PLAIN.withoutPictures()));
      assertThat(media.video()).isEmpty();
      assertThat(media.audio()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"matroska", "mpegts"})
    void other_containers_yield_the_same_facts(String container) throws Exception {
      MediaInfo media = Clips.inspect(clip(Clips.PLAIN.withContainer(container)));
      assertThat(media.container()).isEqualTo(container);
      assertThat(media.video().orElseThrow().frames()).isEqualTo(150);
      assertThat(media.duration()).isCloseTo(Clips.SIX_SECONDS, FRAME);
    }

    @Test
    void a_truncated_file_is_as_long_as_what_is_left() throws Exception {
      Path whole = clip(Clips.PLAIN);
      byte[] bytes = Files.readAllBytes(whole);
      Path half = Files.write(folder.resolve("half.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
      MediaInfo media = Clips.inspect(half);
      assertThat(media.declaredDuration()).isCloseTo(Clips.SIX_SECONDS, FRAME);
      assertThat(media.duration()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "-i.mp4",
          "a:b.mp4",
          "100%d.mp4",
          "what?.mp4",
          "it's \"quoted\".mp4",
          "file:x.mp4",
          "a|b.mp4"
        })
    void the_file_name_does_not_matter(String name) throws Exception {
      Path file = Clips.write(Clips.PLAIN.withoutSound(), folder.resolve(name));
      assertThat(Clips.inspect(file).video()).isPresent();
    }
  }

  @Nested
  class Refusals {

    @Test
    void an_empty_file() throws IOException {
      Path file = Files.createFile(folder.resolve("empty.mp4"));
      assertThat(refusal(file, "mp4", MediaLimits.standard())).isEqualTo(FailureCode.EMPTY_FILE);
    }

    @Test
    void a_container_that_is_not_accepted() throws IOException {
      Path file = Files.writeString(folder.resolve("list.m3u8"), "#EXTM3U\n");
      assertThat(refusal(file, "hls", MediaLimits.standard())).isEqualTo(FailureCode.NOT_MEDIA);
    }

    @Test
    void more_packets_than_a_file_of_its_size_can_have() throws Exception {
      byte[] clip = Files.readAllBytes(clip(Clips.PLAIN.withoutSound()));
      int times = 20_000;
      ByteBuffer edits = ByteBuffer.allocate(8 + 12 * times).putInt(0).putInt(times);
      for (int i = 0; i < times; i++) {
        edits.putInt(1000).putInt(0).putInt(1 << 16);
      }
      Path file =
          Files.write(folder.resolve("again.mp4"), Boxes.with(clip, "elst", body -> edits.array()));

      assertThat(refusal(file, "mp4", MediaLimits.standard())).isEqualTo(FailureCode.TOO_COSTLY);
    }

    @Test
    void twenty_million_samples_that_are_only_declared() throws Exception {
      byte[] clip = Files.readAllBytes(clip(Clips.PLAIN.withoutSound()));
      int many = 20_000_000;
      byte[] sizes = Boxes.with(clip, "stsz", body -> Boxes.numbers(0, 1, many));
      Path file = Files.write(
          folder.resolve("many.mp4"),
          Boxes.with(sizes, "stsc", body -> Boxes.numbers(0, 1, 1, many, 1)));

      assertThat(refusal(file, "mp4", MediaLimits.standard())).isEqualTo(FailureCode.TOO_COSTLY);
    }

    @Test
    void more_packets_than_the_host_allows() throws Exception {
      Path file = clip(Clips.PLAIN);

      assertThat(refusal(file, "mp4", MediaLimits.standard().withMaxPackets(100)))
          .isEqualTo(FailureCode.TOO_COSTLY);
    }

    @Test
    void more_pixels_than_a_file_of_its_size_can_have() throws Exception {
      Path file = clip(Clips.PLAIN);
      MediaLimits limits = MediaLimits.standard().withMaxDecodedPixels(150 * 320 * 240 - 1);

      assertThat(refusal(file, "mp4", limits)).isEqualTo(FailureCode.TOO_COSTLY);
    }

    @Test
    void a_clock_that_shows_the_film_within_a_moment() throws Exception {
      byte[] clip = Files.readAllBytes(clip(Clips.PLAIN.withoutSound()));
      byte[] fast = Boxes.with(clip, "mdhd", body -> {
        ByteBuffer.wrap(body).putInt(12, 1_000_000_000);
        return body;
      });
      Path file = Files.write(folder.resolve("fast.mp4"), fast);

      assertThat(refusal(file, "mp4", MediaLimits.standard())).isEqualTo(FailureCode.DAMAGED);
    }

    @Test
    void a_manifest_named_like_a_film_opens_nothing_else() throws Exception {
      Path other = Clips.write(Clips.PLAIN, folder.resolve("other.mp4"));
      Path file = Files.writeString(
          folder.resolve("film.mp4"),
          "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period><AdaptationSet>"
              + "<Representation id=\"1\" bandwidth=\"1\"><BaseURL>" + other
              + "</BaseURL></Representation>"
              + "</AdaptationSet></Period></MPD>");
      assertThat(ContainerSniffer.sniff(Files.readAllBytes(file))).isEmpty();
      assertThat(refusal(file, "mp4", MediaLimits.standard())).isEqualTo(FailureCode.DAMAGED);
    }

    @Test
    void a_missing_index() throws Exception {
      byte[] bytes = Files.readAllBytes(clip(Clips.PLAIN));
      Path file = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, 32));
      assertThat(refusal(file, "mp4", MediaLimits.standard())).isEqualTo(FailureCode.DAMAGED);
    }

    @Test
    void more_than_a_limit_allows() throws Exception {
      Path file = clip(Clips.PLAIN);
      MediaLimits standard = MediaLimits.standard();
      MediaLimits few = standard.withMaxPixels(100);
      MediaLimits brief = standard.withMaxDuration(Duration.ofSeconds(1));
      MediaLimits sparse = standard.withMaxFrames(10);
      MediaLimits lone = standard.withMaxStreams(1);
      for (MediaLimits limits : new MediaLimits[] {few, brief, sparse, lone}) {
        assertThat(refusal(file, "mp4", limits)).isEqualTo(FailureCode.LIMIT_EXCEEDED);
      }
    }

    /** CVE-2026-8461: the decoder is in the natives but must stay out of reach. */
    @Test
    void magicyuv() throws Exception {
      Path file = ForeignClips.oneFrame("magicyuv", "matroska", folder.resolve("magic.mkv"));
      assertThat(Decoders.allowed("magicyuv")).isFalse();
      assertThatThrownBy(() -> MediaProbe.inspect(file, "matroska", MediaLimits.standard()))
          .isInstanceOfSatisfying(MediaException.class, e -> {
            assertThat(e.failure().code()).isEqualTo(FailureCode.UNSUPPORTED_CODEC);
            assertThat(e.failure().message())
                .isEqualTo(
                    "The film cannot be decoded here, as its codecs are not supported: MagicYUV.");
          });
    }
  }
}
