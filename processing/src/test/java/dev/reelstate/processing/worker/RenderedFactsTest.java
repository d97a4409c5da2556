package dev.reelstate.processing.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.processing.media.Adoption;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenditionFacts;
import dev.reelstate.processing.media.RenditionFacts.Rates;
import dev.reelstate.processing.media.RenditionFacts.Ticks;
import dev.reelstate.processing.worker.RenderedFolder.UntrustedException;
import dev.reelstate.video.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Later runs write playlists from what a worker said of renditions, so the host looks first. */
class RenderedFactsTest {

  private static final RenditionFacts TRUE = facts(List.of(0L, 4L), List.of(3L, 2L), 7, "avc1.42");

  @TempDir
  Path folder;

  @BeforeEach
  void write_a_rendition() throws IOException {
    Path rendition = Files.createDirectories(folder.resolve("hls/360p"));
    Files.write(rendition.resolve("init.mp4"), new byte[7]);
    Files.write(rendition.resolve("segment_00000.m4s"), new byte[3]);
    Files.write(rendition.resolve("segment_00001.m4s"), new byte[2]);
  }

  private static RenditionFacts facts(
      List<Long> starts, List<Long> sizes, long initBytes, String codec) {
    List<Integer> frames = sizes.stream().map(size -> 1).toList();
    return new RenditionFacts(
        new Ticks(1, 90_000),
        8,
        starts,
        frames,
        sizes,
        initBytes,
        sizes,
        codec,
        new Rates(1, 0, 0, 0),
        0);
  }

  private PassRequest request() {
    MediaInfo media = new MediaInfo(
        "mp4", Duration.ZERO, Duration.ofSeconds(1), null, 1, 1, List.of(), List.of(), List.of());
    RenderSpec spec = new RenderSpec(
        List.of(new Rung("360p", 640, 360, 500_000)),
        null,
        true,
        false,
        null,
        null,
        Duration.ofSeconds(4),
        RenderSpec.Extras.NONE,
        Copying.NEVER);
    return new PassRequest(folder.resolve("film.mp4"), "mp4", media, spec, folder);
  }

  private static Map<String, RenditionFacts> verified(
      PassRequest request, String name, RenditionFacts facts) throws Exception {
    RenderResult said = new RenderResult(
        List.of(),
        Copying.NEVER,
        Map.of(),
        Map.of(),
        null,
        null,
        null,
        List.of(),
        Map.of(name, facts),
        Map.of());
    return RenderedFolder.verified(request, said).renditions();
  }

  @Test
  void what_is_on_the_disk_is_believed() throws Exception {
    assertThat(verified(request(), "360p", TRUE)).containsExactly(Map.entry("360p", TRUE));
  }

  static List<RenditionFacts> lies() {
    return List.of(
        facts(List.of(0L, 4L), List.of(3L, 3L), 7, "avc1.42"),
        facts(List.of(0L, 4L), List.of(3L, 2L), 8, "avc1.42"),
        facts(List.of(0L, 4L, 5L), List.of(3L, 2L, 2L), 7, "avc1.42"),
        facts(List.of(4L, 0L), List.of(3L, 2L), 7, "avc1.42"),
        facts(List.of(0L, 9L), List.of(3L, 2L), 7, "avc1.42"),
        facts(List.of(0L), List.of(3L, 2L), 7, "avc1.42"),
        facts(List.of(0L, 4L), List.of(3L, 2L), 7, "avc1\",URI=\"evil"));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void anything_else_is_not(RenditionFacts lie) {
    assertThatThrownBy(() -> verified(request(), "360p", lie))
        .isInstanceOf(UntrustedException.class);
  }

  @Test
  void a_rendition_that_was_not_asked_for_is_not() {
    assertThatThrownBy(() -> verified(request(), "../360p", TRUE))
        .isInstanceOf(UntrustedException.class);
  }

  @Test
  void of_an_adopted_rendition_it_says_what_it_was_told() throws Exception {
    RenditionFacts told = facts(List.of(0L, 4L), List.of(5L, 5L), 9, "avc1.42");
    PassRequest request =
        request().adopting(new Adoption(Map.of("360p", told), Set.of(), List.of()));

    assertThat(verified(request, "360p", told)).containsExactly(Map.entry("360p", told));
    RenditionFacts other = facts(List.of(0L, 4L), List.of(5L, 6L), 9, "avc1.42");
    assertThatThrownBy(() -> verified(request, "360p", other))
        .isInstanceOf(UntrustedException.class);
  }
}
