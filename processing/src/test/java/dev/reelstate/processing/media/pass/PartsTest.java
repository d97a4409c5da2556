package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.probe.MediaProbe;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.MediaInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("long")
class PartsTest {

  private static final Rung LARGE = new Rung("240p", 320, 240, 400_000);
  private static final Rung SMALL = new Rung("120p", 160, 120, 150_000);
  private static final SampleClip CLIP = SampleClip.of(320, 240, 25, Duration.ofSeconds(10));

  @TempDir
  private Path folder;

  private Path whole;
  private Path joined;

  @BeforeEach
  void make_folders() throws Exception {
    whole = Files.createDirectory(folder.resolve("whole"));
    joined = Files.createDirectory(folder.resolve("joined"));
  }

  private static Inspection examine(Path file, Duration partLength) throws Exception {
    return MediaProbe.examine(
        file, Clips.container(file), MediaLimits.standard(), partLength, bytes -> {});
  }

  private List<JoinedPart> parts(Path file, Inspection found, RenderSpec spec) throws Exception {
    List<JoinedPart> parts = new ArrayList<>();
    for (int i = 0; i < found.parts().size(); i++) {
      boolean last = i == found.parts().size() - 1;
      Duration until = last ? found.media().duration() : found.parts().get(i + 1);
      Part part = new Part(found.parts().get(i), until, spec.copying().copiesVideo());
      Path out = folder.resolve("part-" + i);
      RenderResult result = Clips.render(file, spec.inPart(part), out);
      assertThat(result.outputs())
          .hasSameSizeAs(spec.inPart(part).rungs())
          .allMatch(output -> output.kind().equals(RenderResult.PART));
      Map<String, Path> files = new HashMap<>();
      result.outputs().forEach(output -> files.put(output.name(), out.resolve(output.path())));
      parts.add(new JoinedPart(part, files));
    }
    return parts;
  }

  private RenderResult join(Path file, Inspection found, RenderSpec spec) throws Exception {
    return join(file, found.media(), spec, parts(file, found, spec));
  }

  private RenderResult join(Path file, MediaInfo media, RenderSpec spec, List<JoinedPart> parts)
      throws Exception {
    return MediaPass.render(
        new PassRequest(file, Clips.container(file), media, spec, parts, joined),
        MediaLimits.standard(),
        position -> {});
  }

  private void isTheSame(String path) throws Exception {
    Playback one = path.endsWith(".mp4")
        ? Playback.ofFile(whole.resolve(path))
        : Playback.ofPlaylist(whole.resolve(path));
    Playback other = path.endsWith(".mp4")
        ? Playback.ofFile(joined.resolve(path))
        : Playback.ofPlaylist(joined.resolve(path));
    assertThat(other.errors()).isZero();
    assertThat(other.video().times).isEqualTo(one.video().times);
    assertThat(other.video().end).isEqualTo(one.video().end);
    for (int i = 0; i < one.video().times.size(); i++) {
      assertThat(other.video().brightness.get(i))
          .as("picture %d", i)
          .isCloseTo(one.video().brightness.get(i), within(1.0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska"})
  void joined_parts_equal_the_whole(String container) throws Exception {
    Path file = Clips.write(CLIP.withContainer(container), folder.resolve("clip.bin"));
    RenderSpec spec = Clips.everything(LARGE, SMALL);
    Inspection found = examine(file, Duration.ofSeconds(3));
    assertThat(found.parts()).hasSize(3);
    assertThat(found.parts().get(1).toMillis()).isBetween(4000L, 4030L);

    RenderResult one = Clips.render(file, spec, whole);
    RenderResult other = join(file, found, spec);

    assertThat(other.outputs())
        .extracting(output -> output.kind() + " " + output.name())
        .containsExactlyElementsOf(one.outputs().stream()
            .map(output -> output.kind() + " " + output.name())
            .toList());
    isTheSame("video.mp4");
    isTheSame("hls/240p/index.m3u8");
    isTheSame("hls/120p/index.m3u8");
    assertThat(other.poster()).isEqualTo(one.poster());
    assertThat(joined.resolve("poster.jpg")).hasSameBinaryContentAs(whole.resolve("poster.jpg"));
    assertThat(Playback.ofFile(joined.resolve("video.mp4")).audio().times)
        .isEqualTo(Playback.ofFile(whole.resolve("video.mp4")).audio().times);
    assertThat(joined.resolve("hls/240p/index.m3u8"))
        .hasSameTextualContentAs(whole.resolve("hls/240p/index.m3u8"));
  }

  @Test
  void pictures_at_uneven_times_keep_their_times() throws Exception {
    Path file = Clips.write(CLIP.withVariableFrameRate(), folder.resolve("clip.mp4"));
    RenderSpec spec = Clips.everything(LARGE);
    Inspection found = examine(file, Duration.ofSeconds(3));
    assertThat(found.parts()).hasSizeGreaterThan(2);

    Clips.render(file, spec, whole);
    join(file, found, spec);

    isTheSame("video.mp4");
    isTheSame("hls/240p/index.m3u8");
  }

  /**
   * In decoding order, the key frames of such a film come before pictures that are shown earlier.
   */
  @Test
  void pictures_that_are_stored_out_of_order_go_to_the_part_in_which_they_are_shown()
      throws Exception {
    Path file = CopyTest.withBackwardPictures(folder.resolve("clip.mp4"));
    RenderSpec spec = Clips.everything(LARGE);
    Inspection found = examine(file, Duration.ofSeconds(2));
    assertThat(found.parts()).hasSizeGreaterThan(2);

    Clips.render(file, spec, whole);
    join(file, found, spec);

    isTheSame("video.mp4");
  }

  @Test
  void smaller_rungs_in_parts_are_cut_where_the_copied_one_is() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));
    Inspection found = examine(file, Duration.ofSeconds(3));
    RenderSpec plain = Clips.everything(new Rung("240p", 320, 240, 1_000_000), SMALL);
    RenderSpec spec = plain.withCopying(
        Copying.of(found.media(), Optional.of(plain.rungs().get(0)), Optional.of(Clips.SOUND)));
    assertThat(spec.copying().copiesVideo()).isTrue();

    Clips.render(file, spec, whole);
    RenderResult result = join(file, found, spec);

    assertThat(result.copying().copiesVideo()).isTrue();
    isTheSame("video.mp4");
    isTheSame("hls/120p/index.m3u8");
    assertThat(joined.resolve("hls/120p/index.m3u8"))
        .hasSameTextualContentAs(joined.resolve("hls/240p/index.m3u8"));
  }

  @Test
  void parts_that_do_not_fit_are_not_joined_and_the_film_is_encoded_as_a_whole() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));
    RenderSpec spec = Clips.everything(LARGE, SMALL);
    Inspection found = examine(file, Duration.ofSeconds(3));
    List<JoinedPart> parts = parts(file, found, spec);

    Clips.render(file, spec, whole);
    RenderResult result = join(file, found.media(), spec, List.of(parts.get(0), parts.get(2)));

    assertThat(result.warnings())
        .singleElement()
        .asString()
        .contains("do not follow each other, so the whole film was encoded at once");
    isTheSame("video.mp4");
    isTheSame("hls/120p/index.m3u8");
  }

  /** The other rung is being written when the sound turns out not to be copyable. */
  @Test
  void a_failure_while_parts_are_written_leads_to_another_attempt() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));
    RenderSpec plain = Clips.everything(LARGE, SMALL);
    Inspection found = examine(file, Duration.ofSeconds(3));
    List<JoinedPart> parts = parts(file, found, plain);
    RenderSpec spec = plain.withCopying(new Copying(List.of(CopyObstacle.NOT_WANTED), List.of()));
    MediaInfo media = found.media();
    MediaInfo later = new MediaInfo(
        media.container(),
        media.start().minusSeconds(1),
        media.duration(),
        null,
        media.bytes(),
        media.bitRate(),
        media.videoTracks(),
        media.audioTracks(),
        media.otherTracks());

    RenderResult result = join(file, later, spec, parts);

    assertThat(result.copying().audio()).isNotEmpty();
    assertThat(Playback.ofFile(joined.resolve("video.mp4")).video().times).hasSize(250);
  }

  @Test
  void a_picture_that_cannot_be_decoded_at_a_cut_is_skipped() throws Exception {
    Path file = Clips.write(CLIP.withoutSound(), folder.resolve("clip.mp4"));
    RenderSpec spec = Clips.mp4(160, 120);
    Inspection found = examine(file, Duration.ofSeconds(3));
    Path scratched = scratch(file, found.parts().get(1));

    RenderResult result = join(scratched, found, spec);

    assertThat(result.outputs()).hasSize(1);
    Playback.Track film = Playback.ofFile(joined.resolve("video.mp4")).video();
    assertThat(film.end).isCloseTo(10, within(0.05));
    assertThat(film.times).contains(4.0).hasSizeGreaterThan(150);
  }

  /** Overwrites the packet at the given time. */
  private Path scratch(Path file, Duration time) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    try (Demuxer demuxer = Demuxer.open(file, "mp4", MediaLimits.standard())) {
      AVPacket packet = avcodec.av_packet_alloc();
      TimeBase base = TimeBase.of(demuxer.streams().get(0).time_base());
      while (demuxer.read(packet)) {
        if (Math.abs(base.seconds(packet.pts()) - time.toMillis() / 1000.0) < 0.001) {
          Arrays.fill(bytes, (int) packet.pos(), (int) packet.pos() + packet.size(), (byte) 0xFF);
        }
      }
      avcodec.av_packet_free(packet);
    }
    return Files.write(folder.resolve("scratched.mp4"), bytes);
  }

  @Test
  void a_short_film_and_one_without_an_index_are_not_cut() throws Exception {
    assertThat(examine(Clips.write(CLIP, folder.resolve("a.mp4")), Duration.ofSeconds(60))
            .parts())
        .containsExactly(Duration.ZERO);
    Path stream = Clips.write(CLIP.withContainer("mpegts"), folder.resolve("b.ts"));
    assertThat(examine(stream, Duration.ofSeconds(2)).parts()).containsExactly(Duration.ZERO);
  }
}
