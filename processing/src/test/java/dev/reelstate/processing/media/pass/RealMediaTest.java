package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Renders every file of the folder of real media next to the repository, if there is one. */
@Tag("long")
class RealMediaTest {

  private static final Path MEDIA = Path.of("../../shared/media");

  /** A line of the folder's manifest. */
  record Sample(String name, boolean clean, double duration) {
    static Sample of(String line) {
      String[] cells = line.split("\t", -1);
      return new Sample(
          cells[0],
          cells[5].equals("decodes"),
          cells[6].isEmpty() ? 0 : Double.parseDouble(cells[6]));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @TempDir
  private Path out;

  static Stream<Sample> samples() throws IOException {
    Path manifest = MEDIA.resolve("MANIFEST.tsv");
    return Files.exists(manifest)
        ? Files.readAllLines(manifest).stream().skip(1).map(Sample::of)
        : Stream.of(new Sample("no shared media here", false, 0));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_real_file_is_rendered_or_refused_with_a_reason(Sample sample) throws Exception {
    Path file = MEDIA.resolve(sample.name());
    assumeTrue(Files.exists(file), "no shared media next to the repository");
    try {
      MediaInfo media = Clips.inspect(file);
      RenderResult result = Clips.render(file, spec(media), out);
      check(sample, media, result);
    } catch (MediaException e) {
      assertThat(sample.clean()).as("clean, yet %s", e.failure()).isFalse();
      assertThat(e.failure().code().rejects()).as("%s", e.failure()).isTrue();
    }
  }

  private static RenderSpec spec(MediaInfo media) {
    List<Rung> rungs = media
        .video()
        .filter(VideoTrack::decodable)
        .map(track -> List.of(rung("large", track, 240), rung("small", track, 120)))
        .orElse(List.of());
    return new RenderSpec(
        rungs,
        media.audio().isPresent() ? new AudioSpec(96_000, 2) : null,
        true,
        true,
        rungs.isEmpty() ? null : new PosterSpec(640, 640, 4),
        rungs.isEmpty() ? null : new StoryboardSpec(120, 30, Duration.ofSeconds(1)),
        Duration.ofSeconds(4),
        RenderSpec.Extras.NONE,
        Copying.NEVER);
  }

  private static Rung rung(String name, VideoTrack track, int shorter) {
    double scale = Math.max(
        16.0 / Math.min(track.width(), track.height()),
        Math.min(1, (double) shorter / Math.min(track.width(), track.height())));
    int width = PictureSize.even(track.width() * scale);
    int height = PictureSize.even(track.height() * scale);
    return new Rung(name, width, height, Math.max(80_000, 3L * width * height));
  }

  private void check(Sample sample, MediaInfo media, RenderResult result) throws Exception {
    double duration =
        sample.duration() > 0 ? sample.duration() : media.duration().toNanos() / 1e9;
    for (RenderResult.Output output : result.outputs()) {
      Path path = out.resolve(output.path());
      assertThat(path).isNotEmptyFile();
      if (output.kind().equals(Artifact.MP4)) {
        check(output, Playback.ofFile(path), duration);
      } else if (output.kind().equals(Artifact.HLS_RENDITION)) {
        check(output, Playback.ofPlaylist(path), duration);
      }
      if (output.width() != null
          && output.height() != null
          && !output.kind().equals(Artifact.STORYBOARD)) {
        VideoTrack track = media.video().orElseThrow();
        double upright = (double) track.width() / track.height();
        assertThat((double) output.width() / output.height() / upright)
            .as(output.name())
            .isCloseTo(1, within(0.02));
      }
    }
  }

  private static void check(RenderResult.Output output, Playback playback, double duration) {
    assertThat(playback.errors()).as("%s: faults", output.path()).isZero();
    assertThat(playback.latestStart()).as("%s: start", output.path()).isCloseTo(0, within(0.03));
    assertThat(playback.shortestEnd())
        .as("%s: end", output.path())
        .isCloseTo(duration, within(0.05));
    assertThat(playback.longestEnd())
        .as("%s: end", output.path())
        .isCloseTo(duration, within(0.05));
  }
}
