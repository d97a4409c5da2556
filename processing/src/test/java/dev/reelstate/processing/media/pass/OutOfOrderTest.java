package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.GplNatives;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** x264, which the GPL natives have, stores pictures out of order. */
@Tag("long")
@Timeout(300)
class OutOfOrderTest {

  private static final SampleClip CLIP = SampleClip.of(320, 240, 25, Duration.ofSeconds(10));

  @TempDir
  private Path folder;

  private record Stored(double shown, double decoded) {}

  @ParameterizedTest(name = "uneven: {0}, in parts of {1} s")
  @CsvSource({"false, 60", "true, 60", "false, 3", "true, 3"})
  void every_picture_is_shown_at_its_time_and_the_last_one_to_the_end(
      boolean uneven, int partSeconds) throws Exception {
    Path file =
        Clips.write(uneven ? CLIP.withVariableFrameRate() : CLIP, folder.resolve("clip.mp4"));
    Playback.Track source = Playback.ofFile(file).video();
    Recipe recipe = Recipe.builder()
        .output(Recipe.Output.HLS)
        .output(Recipe.Output.MP4)
        .ladder(Ladder.of(240, 120))
        .copying(false)
        .hardware(false)
        .partLength(Duration.ofSeconds(partSeconds))
        .build();

    List<Artifact> made = made(file, recipe);

    Path film = path(made, Artifact.MP4);
    Path playlist = path(made, Artifact.HLS).resolveSibling("120p");
    isComplete(Playback.ofFile(film), source);
    isComplete(Playback.ofPlaylist(playlist.resolve("index.m3u8")), source);
    List<Stored> stored = stored(film);
    assertThat(stored)
        .extracting(Stored::shown)
        .isNotEqualTo(stored.stream().map(Stored::shown).sorted().toList());
    assertThat(stored).extracting(Stored::decoded).isSorted().doesNotHaveDuplicates();
    assertThat(stored).allMatch(picture -> picture.decoded <= picture.shown);
  }

  private static void isComplete(Playback made, Playback.Track source) {
    assertThat(made.errors()).isZero();
    Playback.Track track = made.video();
    assertThat(track.times).hasSameSizeAs(source.times);
    for (int i = 0; i < source.times.size(); i++) {
      assertThat(track.times.get(i)).isCloseTo(source.times.get(i), within(0.001));
    }
    assertThat(track.end).isCloseTo(CLIP.duration().toMillis() / 1000.0, within(0.001));
    assertThat(track.keys).hasSize(3);
  }

  private Path path(List<Artifact> made, String kind) {
    return made.stream()
        .filter(artifact -> artifact.kind().equals(kind))
        .map(artifact -> folder.resolve("storage").resolve(artifact.key()))
        .findFirst()
        .orElseThrow();
  }

  private List<Artifact> made(Path file, Recipe recipe) throws Exception {
    try (VideoPlatform platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve("storage"), 0))
        .recipe(recipe)
        .worker(WorkerOptions.standard().withClassPath(GplNatives.classPath()))
        .build()) {
      platform.start();
      Video video = platform.await(platform.ingest(file).id(), Duration.ofMinutes(2));
      assertThat(video.status()).as("%s", video).isEqualTo(VideoStatus.COMPLETED);
      return platform.artifacts(video.id());
    }
  }

  /** The pictures of a file, in the order in which they are stored. */
  private static List<Stored> stored(Path film) throws Exception {
    List<Stored> stored = new ArrayList<>();
    AVPacket packet = Packets.make();
    try (Demuxer demuxer = Demuxer.open(film, "mp4", MediaLimits.standard())) {
      TimeBase base = TimeBase.of(demuxer.streams().get(0).time_base());
      while (demuxer.read(packet)) {
        if (packet.stream_index() == 0) {
          stored.add(new Stored(base.seconds(packet.pts()), base.seconds(packet.dts())));
        }
      }
    } finally {
      Packets.free(packet);
    }
    return stored;
  }
}
