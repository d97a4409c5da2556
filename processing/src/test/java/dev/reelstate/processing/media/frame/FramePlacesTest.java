package dev.reelstate.processing.media.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.frames.FramePlace;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.RenderSpec.Pictures;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.sample.SampleClip;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the map says that a frame is, the published segments have it, and nothing else. */
class FramePlacesTest {

  private static final SampleClip CLIP = SampleClip.of(320, 240, 25, Duration.ofSeconds(7));
  private static final Rung TOP = new Rung("240p", 320, 240, 1_000_000);
  private static final Rung SMALL = new Rung("120p", 160, 120, 150_000);

  /** What rounding to the ticks of a rendition and to the microseconds of a playlist may take. */
  private static final double TOLERANCE = 0.000_05;

  @TempDir
  private Path folder;

  /** A segment as a player sees it. */
  private record Segment(String uri, double start, double length) {}

  private static RenderSpec spec(Copying copying, Rung... rungs) {
    Extras mapped = new Extras(false, false, null, false, false, false, new FrameSpec(true, null));
    return new RenderSpec(
        List.of(rungs), null, true, false, null, null, Clips.SEGMENT, mapped, copying);
  }

  private Path hls() {
    return folder.resolve("out/hls");
  }

  private FrameMap render(Path film, RenderSpec spec) throws Exception {
    Clips.render(film, spec, folder.resolve("out"));
    return FrameMap.read(folder.resolve("out").resolve(FrameSpec.MAP_FILE));
  }

  private List<Segment> playlist(String rung) throws Exception {
    List<Segment> segments = new ArrayList<>();
    double start = 0;
    double length = 0;
    for (String line : Files.readAllLines(hls().resolve(rung).resolve("index.m3u8"))) {
      if (line.startsWith("#EXTINF:")) {
        length = Double.parseDouble(line.substring("#EXTINF:".length(), line.indexOf(',')));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        segments.add(new Segment(line, start, length));
        start += length;
      }
    }
    return segments;
  }

  /** When a segment shows its pictures, in seconds from the start of the film. */
  private List<Double> shown(String rung, Segment segment) throws Exception {
    Path file = folder.resolve("segment.mp4");
    try (OutputStream out = Files.newOutputStream(file)) {
      Files.copy(hls().resolve(rung).resolve("init.mp4"), out);
      Files.copy(hls().resolve(rung).resolve(segment.uri()), out);
    }
    PlainDecode decoded = PlainDecode.of(file, 0);
    return decoded.pictures.stream()
        .map(picture -> (double) picture.stamp() * decoded.numerator / decoded.denominator)
        .toList();
  }

  /** Each picture of each segment is a frame of the map, in the place that the map says. */
  private void isWhereTheSegmentsHaveIt(FrameMap map, String rung, long frames) throws Exception {
    List<Segment> segments = playlist(rung);
    assertThat(segments).hasSizeGreaterThan(2);
    List<List<Double>> places = new ArrayList<>();
    segments.forEach(segment -> places.add(new ArrayList<>()));
    for (int i = 0; i < map.size(); i++) {
      for (FramePlace place : map.places(i)) {
        if (place.rung().equals(rung)) {
          double offset = place.offset().toNanos() / 1e9;
          assertThat(offset).isBetween(0.0, segments.get(place.segment()).length());
          places.get(place.segment()).add(segments.get(place.segment()).start() + offset);
        }
      }
    }
    assertThat(places.stream().mapToInt(List::size).sum()).isEqualTo(frames);
    for (int i = 0; i < segments.size(); i++) {
      List<Double> shown = shown(rung, segments.get(i));
      assertThat(places.get(i)).as("segment %d of %s", i, rung).hasSameSizeAs(shown);
      for (int j = 0; j < shown.size(); j++) {
        assertThat(places.get(i).get(j))
            .as("picture %d of segment %d of %s", j, i, rung)
            .isBetween(shown.get(j) - TOLERANCE, shown.get(j) + TOLERANCE);
      }
    }
  }

  @Test
  void in_encoded_rungs() throws Exception {
    FrameMap map =
        render(Clips.write(CLIP, folder.resolve("a.mp4")), spec(Copying.NEVER, TOP, SMALL));

    assertThat(map.rungs()).containsExactly("240p", "120p");
    assertThat(map.places(60)).hasSize(2);
    isWhereTheSegmentsHaveIt(map, "240p", map.size());
    isWhereTheSegmentsHaveIt(map, "120p", map.size());
  }

  @Test
  void in_a_film_of_uneven_rate() throws Exception {
    Path film = Clips.write(CLIP.withVariableFrameRate(), folder.resolve("a.mp4"));

    FrameMap map = render(film, spec(Copying.NEVER, SMALL));

    isWhereTheSegmentsHaveIt(map, "120p", map.size());
  }

  @Test
  void a_copied_rung_shows_the_frames_that_an_encoded_one_leaves_out() throws Exception {
    Path film = Clips.write(CLIP, folder.resolve("a.mp4"));
    Copying copying = Copying.of(Clips.inspect(film), Optional.of(TOP), Optional.empty());
    assertThat(copying.copiesVideo()).isTrue();

    FrameMap map = render(film, spec(copying, TOP, SMALL).withPictures(new Pictures(13, 0)));

    long left =
        IntStream.range(0, map.size()).filter(i -> !map.frame(i).inRungs()).count();
    assertThat(left).isGreaterThan(50);
    isWhereTheSegmentsHaveIt(map, "240p", map.size());
    isWhereTheSegmentsHaveIt(map, "120p", map.size() - left);
  }

  @Test
  void without_a_package_there_are_no_places() throws Exception {
    Path film = Clips.write(CLIP, folder.resolve("a.mp4"));
    Extras mapped = new Extras(false, false, null, false, false, false, new FrameSpec(true, null));

    FrameMap map = render(
        film,
        new RenderSpec(
            List.of(), null, false, false, null, null, Clips.SEGMENT, mapped, Copying.NEVER));

    assertThat(map.rungs()).isEmpty();
    assertThat(map.places(0)).isEmpty();
  }
}
