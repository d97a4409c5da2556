package dev.reelstate.processing.media.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.frames.MappedFrame;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.media.RenderSpec.Pictures;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.Remix;
import dev.reelstate.processing.media.probe.MediaProbe;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers and times of the frame map are those of a plain loop that decodes everything. */
class FrameNumbersTest {

  private static final Extras MAPPED =
      new Extras(false, false, null, false, false, false, new FrameSpec(true, null));
  private static final SampleClip CLIP = SampleClip.of(320, 240, 25, Duration.ofSeconds(6));
  private static final Rung TOP = new Rung("240p", 320, 240, 1_000_000);
  private static final Rung SMALL = new Rung("120p", 160, 120, 150_000);

  @TempDir
  private Path folder;

  private FrameMap render(Path file, RenderSpec spec) throws Exception {
    return render(file, Clips.inspect(file), spec, folder.resolve("out"));
  }

  private static FrameMap render(Path file, MediaInfo media, RenderSpec spec, Path out)
      throws Exception {
    RenderResult result = Clips.render(file, media, spec, out);
    assertThat(result.outputs())
        .filteredOn(output -> output.path().equals(FrameSpec.MAP_FILE))
        .hasSize(1);
    return FrameMap.read(out.resolve(FrameSpec.MAP_FILE));
  }

  private static RenderSpec spec(Copying copying, Rung... rungs) {
    return new RenderSpec(
        List.of(rungs), null, rungs.length > 0, false, null, null, Clips.SEGMENT, MAPPED, copying);
  }

  private static void isThatOf(Path file, FrameMap map) throws Exception {
    MediaInfo media = Clips.inspect(file);
    PlainDecode plain = PlainDecode.of(file, media.video().orElseThrow().index());
    assertThat(map.size()).isEqualTo(plain.pictures.size());
    assertThat(map.timeBaseNumerator()).isEqualTo(plain.numerator);
    assertThat(map.timeBaseDenominator()).isEqualTo(plain.denominator);
    for (int i = 0; i < map.size(); i++) {
      MappedFrame frame = map.frame(i);
      PlainDecode.Picture picture = plain.pictures.get(i);
      assertThat(frame.stamp()).as("timestamp of frame %d", i).isEqualTo(picture.stamp());
      assertThat(frame.key()).as("kind of frame %d", i).isEqualTo(picture.key());
      // The first picture is shown from the start, however late it comes.
      double seconds = (double) picture.stamp() * plain.numerator / plain.denominator
          - media.start().toNanos() / 1e9;
      assertThat(frame.ref().pts().toNanos() / 1e9)
          .as("time of frame %d", i)
          .isCloseTo(i == 0 ? 0 : seconds, within(0.000_001_1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "mpegts"})
  void encoded_films_have_the_numbers_of_a_plain_decoder(String container) throws Exception {
    Path file = Clips.write(CLIP.withContainer(container), folder.resolve("clip.bin"));

    isThatOf(file, render(file, spec(Copying.NEVER, SMALL)));
  }

  @Test
  void a_film_of_uneven_rate_keeps_its_times() throws Exception {
    Path file = Clips.write(CLIP.withVariableFrameRate(), folder.resolve("clip.mp4"));

    FrameMap map = render(file, spec(Copying.NEVER, SMALL));

    isThatOf(file, map);
    assertThat(map.size()).isEqualTo(90);
  }

  @Test
  void without_any_rendition_the_pictures_are_decoded_for_the_map() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));

    isThatOf(file, render(file, spec(Copying.NEVER)));
  }

  @Test
  void copied_pictures_are_numbered_from_their_packets() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));
    Copying copying = Copying.of(Clips.inspect(file), Optional.of(TOP), Optional.empty());
    assertThat(copying.copiesVideo()).isTrue();

    isThatOf(file, render(file, spec(copying, TOP)));
  }

  @Test
  void copied_pictures_have_the_same_numbers_beside_smaller_renditions() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));
    Copying copying = Copying.of(Clips.inspect(file), Optional.of(TOP), Optional.empty());

    isThatOf(file, render(file, spec(copying, TOP, SMALL)));
  }

  @Test
  void what_an_edit_list_cuts_off_has_no_number() throws Exception {
    Path whole = Clips.write(CLIP.withoutSound(), folder.resolve("whole.mp4"));
    Path file = new Remix()
        .add(whole, 0, 0, (packet, number) -> {
          packet.pts(packet.pts() - 90_000);
          packet.dts(packet.dts() - 90_000);
        })
        .write("mp4", folder.resolve("clip.mp4"));

    FrameMap map = render(file, spec(Copying.NEVER, SMALL));

    isThatOf(file, map);
    assertThat(map.size()).isEqualTo(125);
  }

  @Test
  void parts_put_together_are_numbered_as_the_whole() throws Exception {
    Path file = Clips.write(CLIP.withVariableFrameRate(), folder.resolve("clip.mp4"));
    RenderSpec spec = spec(Copying.NEVER, SMALL);
    Inspection found = MediaProbe.examine(
        file, Clips.container(file), MediaLimits.standard(), Duration.ofSeconds(1), bytes -> {});
    assertThat(found.parts()).hasSizeGreaterThan(1);
    List<FrameMap> parts = new ArrayList<>();
    for (int i = 0; i < found.parts().size(); i++) {
      boolean last = i == found.parts().size() - 1;
      Duration until = last ? found.media().duration() : found.parts().get(i + 1);
      Part part = new Part(found.parts().get(i), until, false);
      parts.add(render(file, found.media(), spec.inPart(part), folder.resolve("part-" + i)));
    }

    isThatOf(file, FrameMap.joined(parts));
  }

  @Test
  void frames_that_renditions_leave_out_are_marked() throws Exception {
    Path file = Clips.write(CLIP, folder.resolve("clip.mp4"));
    RenderSpec slower = spec(Copying.NEVER, SMALL).withPictures(new Pictures(13, 0));

    FrameMap map = render(file, slower);

    isThatOf(file, map);
    assertThat(map.frame(0).inRungs()).isTrue();
    assertThat(map.frame(1).inRungs()).isFalse();
    assertThat(map.frame(2).inRungs()).isTrue();
  }
}
