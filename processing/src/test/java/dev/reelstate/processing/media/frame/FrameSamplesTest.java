package dev.reelstate.processing.media.frame;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.frames.SampledPictures;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.probe.MediaProbe;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.SampledFrames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameSamplesTest {

  private static final SampleClip CLIP = SampleClip.of(320, 240, 25, Duration.ofSeconds(6));
  private static final Rung TOP = new Rung("240p", 320, 240, 1_000_000);
  private static final Rung SMALL = new Rung("120p", 160, 120, 150_000);

  @TempDir
  private Path folder;

  /** A sampled picture: which frame, its size, and a checksum of its pixels. */
  private record Sample(FrameRef frame, int width, int height, long sum) {

    static Sample of(Picture picture) {
      CRC32 sum = new CRC32();
      sum.update(picture.pixels());
      return new Sample(picture.frame(), picture.width(), picture.height(), sum.getValue());
    }
  }

  private static RenderSpec spec(SampledFrames frames, Copying copying, Rung... rungs) {
    return new RenderSpec(
        List.of(rungs),
        null,
        rungs.length > 0,
        false,
        null,
        null,
        Clips.SEGMENT,
        new Extras(false, false, null, false, false, false, new FrameSpec(true, frames)),
        copying);
  }

  private List<Sample> samples(Path file, SampledFrames frames) throws Exception {
    return samples(file, spec(frames, Copying.NEVER, SMALL));
  }

  private List<Sample> samples(Path file, RenderSpec spec) throws Exception {
    Path out = folder.resolve("out");
    Clips.render(file, spec, out);
    List<Sample> samples = read(List.of(out.resolve(SampledPictures.FILE)));
    FrameMap map = FrameMap.read(out.resolve(FrameSpec.MAP_FILE));
    assertThat(samples)
        .allSatisfy(sample -> assertThat(sample.frame())
            .isEqualTo(map.frame(requireNonNull(sample.frame().index())).ref()));
    return samples;
  }

  private static List<Sample> read(List<Path> files) throws Exception {
    List<Sample> samples = new ArrayList<>();
    try (SampledPictures pictures = SampledPictures.open(files)) {
      for (int i = 0; i < pictures.size(); i++) {
        samples.add(Sample.of(pictures.read(i)));
      }
    }
    return samples;
  }

  private static List<Long> numbers(List<Sample> samples) {
    return samples.stream().map(sample -> sample.frame().index()).toList();
  }

  @Test
  void every_nth_frame_has_its_exact_pixels() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));

    List<Sample> samples = samples(file, SampledFrames.everyNth(60));

    assertThat(numbers(samples)).containsExactly(0L, 60L, 120L);
    assertThat(samples).extracting(Sample::width).containsOnly(320);
    assertThat(samples)
        .extracting(Sample::sum)
        .containsExactlyElementsOf(PlainDecode.sums(file, List.of(0L, 60L, 120L)));
  }

  @Test
  void frames_at_an_interval_are_those_on_screen() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));

    assertThat(numbers(samples(file, SampledFrames.every(Duration.ofMillis(990)))))
        .containsExactly(0L, 24L, 49L, 74L, 99L, 123L, 148L);
  }

  @Test
  void an_interval_shorter_than_a_frame_takes_each_frame_once() throws Exception {
    Path file =
        Clips.write(SampleClip.of(64, 48, 25, Duration.ofSeconds(1)), folder.resolve("clip.mp4"));

    assertThat(numbers(samples(file, SampledFrames.every(Duration.ofMillis(7)))))
        .hasSize(25)
        .doesNotHaveDuplicates();
  }

  @Test
  void frames_at_given_times_are_those_on_screen_and_the_last_one_after_the_end() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));

    List<Duration> times = List.of(
        Duration.ofMillis(40), Duration.ofMillis(3), Duration.ofMillis(50), Duration.ofHours(1));

    assertThat(numbers(samples(file, SampledFrames.at(times)))).containsExactly(0L, 1L, 149L);
  }

  @Test
  void at_scene_changes_the_first_frame_of_each_scene_is_taken() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));

    assertThat(numbers(samples(file, SampledFrames.atSceneChanges()))).containsExactly(0L, 100L);
  }

  @Test
  void frames_are_upright_and_fit_in_the_box() throws Exception {
    Path file = Clips.write(CLIP.withTurn(90), folder.resolve("clip.mp4"));

    List<Sample> samples = samples(file, SampledFrames.everyNth(100).within(120, 160));

    assertThat(samples).extracting(Sample::width).containsOnly(120);
    assertThat(samples).extracting(Sample::height).containsOnly(160);
  }

  @Test
  void a_copied_film_is_decoded_for_its_samples() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));
    Copying copying = Copying.of(Clips.inspect(file), Optional.of(TOP), Optional.empty());
    SampledFrames frames = SampledFrames.everyNth(50);
    List<Sample> encoded = samples(file, frames);

    assertThat(samples(file, spec(frames, copying, TOP))).isEqualTo(encoded).hasSize(3);
  }

  @Test
  void however_a_film_is_cut_the_samples_are_the_same() throws Exception {
    Path file = Clips.write(CLIP.withVariableFrameRate(), folder.resolve("clip.mp4"));
    Inspection found = MediaProbe.examine(
        file, Clips.container(file), MediaLimits.standard(), Duration.ofSeconds(1), bytes -> {});
    assertThat(found.parts()).hasSizeGreaterThan(1);

    for (SampledFrames frames : List.of(
        SampledFrames.everyNth(7),
        SampledFrames.every(Duration.ofMillis(300)),
        SampledFrames.at(List.of(Duration.ofMillis(4010), Duration.ofSeconds(9))))) {
      List<Path> parts = new ArrayList<>();
      for (int i = 0; i < found.parts().size(); i++) {
        boolean last = i == found.parts().size() - 1;
        Duration until = last ? found.media().duration() : found.parts().get(i + 1);
        Part part = new Part(found.parts().get(i), until, false, found.firstFrame(i));
        RenderSpec spec = spec(frames, Copying.NEVER, SMALL).inPart(part);
        Path out = folder.resolve("part-" + i);
        Clips.render(file, found.media(), spec, out);
        parts.add(out.resolve(SampledPictures.FILE));
      }

      assertThat(read(parts)).isEqualTo(samples(file, frames)).isNotEmpty();
    }
  }
}
