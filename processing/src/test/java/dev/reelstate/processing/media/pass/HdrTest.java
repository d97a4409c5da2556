package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.probe.MediaProbe;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.video.VideoRange;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVContentLightMetadata;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVMasteringDisplayMetadata;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** High dynamic range is kept where a rung asks for it. */
class HdrTest {

  private static final Rung SDR = new Rung("240p", 320, 240, 400_000);
  private static final Rung AV1 = new Rung("240p-av1", 320, 240, 300_000, VideoCodec.AV1);

  /** Ten bits: the values of a source and of a rung that is encoded from it. */
  private static final double TOLERANCE = 12;

  @TempDir
  private Path folder;

  private static RenderSpec spec(boolean mp4, Rung... rungs) {
    return new RenderSpec(
        List.of(rungs),
        null,
        true,
        mp4,
        new PosterSpec(320, 320, 1),
        null,
        Clips.SEGMENT,
        new RenderSpec.Extras(false, false, null, false, false, true),
        Copying.NEVER);
  }

  /** Brightness in ten bits, at a few places from left to right of the first picture. */
  private static List<Integer> brightness(Path file) throws Exception {
    return Pictures.of(file, HdrTest::brightness).get(0);
  }

  private static List<Integer> brightness(AVFrame picture) {
    List<Integer> found = new ArrayList<>();
    for (int x = 20; x < picture.width(); x += 40) {
      long at = (long) picture.linesize(0) * (picture.height() / 2) + 2L * x;
      found.add((picture.data(0).get(at) & 0xFF) | ((picture.data(0).get(at + 1) & 0xFF) << 8));
    }
    return found;
  }

  /** The initialization and the segments of a rendition in one file. */
  private static Path played(Path rendition, Path into) throws Exception {
    try (OutputStream out = Files.newOutputStream(into);
        Stream<Path> files = Files.list(rendition)) {
      Files.copy(rendition.resolve("init.mp4"), out);
      for (Path segment :
          files.filter(file -> file.toString().endsWith(".m4s")).sorted().toList()) {
        Files.copy(segment, out);
      }
    }
    return into;
  }

  private static String master(Path out) throws Exception {
    return Files.readString(out.resolve("hls/master.m3u8"));
  }

  @ParameterizedTest
  @CsvSource({"PQ, true", "PQ, false", "HLG, false"})
  void pictures_arrive_as_they_were_beside_those_for_other_screens(VideoRange range, boolean stated)
      throws Exception {
    Path file = HdrFilm.write(folder.resolve("film.mp4"), range, stated, 1);
    Rung hdr = AV1.in(range);
    Path out = folder.resolve("out");

    RenderResult result = Clips.render(file, spec(false, SDR, hdr), out);

    Path rendition = played(out.resolve("hls/240p-av1-hdr"), folder.resolve("hdr.mp4"));
    assertThat(HdrFilm.about(rendition))
        .containsExactly(
            "yuv420p10le", range.transfer(), "bt2020", "bt2020nc", "stated: " + stated);
    assertThat(brightness(rendition))
        .usingElementComparator((one, other) -> Math.abs(one - other) <= TOLERANCE ? 0 : 1)
        .isEqualTo(brightness(file));
    assertThat(HdrFilm.about(played(out.resolve("hls/240p"), folder.resolve("sdr.mp4"))))
        .startsWith("yuv420p", "bt709", "bt709", "bt709");
    assertThat(master(out).lines())
        .filteredOn(line -> line.contains("VIDEO-RANGE=SDR"))
        .hasSize(2)
        .allMatch(line -> line.contains("avc1."));
    assertThat(master(out).lines())
        .filteredOn(line -> line.contains("VIDEO-RANGE=" + range))
        .hasSize(2)
        .allMatch(line -> line.matches(".*av01\\.0\\.\\d\\dM\\.10.*"));
    assertThat(Files.readString(out.resolve("hls/manifest.mpd")))
        .containsOnlyOnce(
            "TransferCharacteristics\" value=\"" + (range == VideoRange.PQ ? 16 : 18) + "\"");
    assertThat(result.quality())
        .hasEntrySatisfying(
            "240p-av1-hdr", quality -> assertThat(quality.xpsnr()).isGreaterThan(35));
  }

  @Test
  void the_brightness_that_a_film_states_is_passed_on() throws Exception {
    Path file = HdrFilm.write(folder.resolve("film.mp4"), VideoRange.PQ, true, 1);
    Path out = folder.resolve("out");

    Clips.render(file, spec(true, AV1.in(VideoRange.PQ)), out);

    try (Demuxer demuxer = Demuxer.open(out.resolve("video.mp4"), "mp4", MediaLimits.standard())) {
      AVCodecParameters stream = demuxer.streams().get(0).codecpar();
      AVContentLightMetadata light =
          new AVContentLightMetadata(stated(stream, avcodec.AV_PKT_DATA_CONTENT_LIGHT_LEVEL));
      assertThat(light.MaxCLL()).isEqualTo(HdrFilm.BRIGHTEST);
      assertThat(light.MaxFALL()).isEqualTo(HdrFilm.MEAN);
      AVMasteringDisplayMetadata screen = new AVMasteringDisplayMetadata(
          stated(stream, avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA));
      assertThat(avutil.av_q2d(screen.max_luminance())).isCloseTo(HdrFilm.BRIGHTEST, within(1.0));
      assertThat(avutil.av_q2d(screen.display_primaries(0, 0))).isCloseTo(0.68, within(0.001));
    }
  }

  private static Pointer stated(AVCodecParameters stream, int kind) {
    return avcodec
        .av_packet_side_data_get(stream.coded_side_data(), stream.nb_coded_side_data(), kind)
        .data();
  }

  @ParameterizedTest
  @EnumSource(
      value = VideoRange.class,
      names = {"PQ", "HLG"})
  void parts_are_joined_with_all_that_they_say(VideoRange range) throws Exception {
    Path file = HdrFilm.write(folder.resolve("film.mp4"), range, true, 6);
    RenderSpec spec = spec(true, AV1.in(range));
    Inspection found =
        MediaProbe.examine(file, "mp4", MediaLimits.standard(), Duration.ofSeconds(2), bytes -> {});
    assertThat(found.parts()).hasSizeGreaterThan(1);
    List<JoinedPart> parts = new ArrayList<>();
    for (int i = 0; i < found.parts().size(); i++) {
      boolean last = i == found.parts().size() - 1;
      Duration until = last ? found.media().duration() : found.parts().get(i + 1);
      Part part = new Part(found.parts().get(i), until, false);
      Path out = folder.resolve("part-" + i);
      RenderResult made = Clips.render(file, spec.inPart(part), out);
      parts.add(new JoinedPart(
          part, Map.of("240p-av1-hdr", out.resolve(made.outputs().get(0).path()))));
    }

    Path out = Files.createDirectory(folder.resolve("joined"));
    MediaPass.render(
        new PassRequest(file, "mp4", found.media(), spec, parts, out),
        MediaLimits.standard(),
        position -> {});

    assertThat(HdrFilm.about(out.resolve("video.mp4")))
        .containsExactly("yuv420p10le", range.transfer(), "bt2020", "bt2020nc", "stated: true");
    assertThat(Pictures.of(out.resolve("video.mp4"), picture -> picture.pts()))
        .hasSameSizeAs(Pictures.of(file, picture -> picture.pts()));
    assertThat(master(out)).contains("VIDEO-RANGE=" + range);
  }
}
