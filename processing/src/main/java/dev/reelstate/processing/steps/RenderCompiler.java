package dev.reelstate.processing.steps;

import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.Pictures;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.PreviewSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import dev.reelstate.processing.media.picture.FrameRateCap;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a recipe, which says what is wanted, into a render spec, which says what that means for
 * one file. Immutable.
 */
final class RenderCompiler {

  private static final PosterSpec POSTER = new PosterSpec(1280, 1280, 12);
  private static final StoryboardSpec STORYBOARD =
      new StoryboardSpec(160, 100, Duration.ofSeconds(1));
  private static final PreviewSpec PREVIEW = new PreviewSpec(320, 16, Duration.ofMillis(400), 60);
  private static final long AUDIO_BIT_RATE_PER_CHANNEL = 64_000;

  private final Recipe recipe;
  private final PosterSpec poster;
  private final Set<Output> outputs;

  /**
   * A compiler for one video.
   *
   * @param posterAt the time of its poster, or null for the best of several pictures
   */
  RenderCompiler(Recipe recipe, @Nullable Duration posterAt) {
    this.recipe = recipe;
    this.poster = POSTER.at(posterAt);
    this.outputs = recipe.outputs();
  }

  Recipe recipe() {
    return recipe;
  }

  /** The outputs of one pass over a file with these facts; empty if there is nothing to make. */
  Optional<RenderSpec> compile(MediaInfo media) {
    Optional<VideoTrack> video = media.video().filter(VideoTrack::decodable);
    Optional<AudioTrack> audio = media.audio().filter(AudioTrack::decodable);
    if (!isUseful(video.isPresent(), audio.isPresent())) {
      return Optional.empty();
    }
    List<Rung> rungs = wantsStreams() ? video.map(this::rungs).orElse(List.of()) : List.of();
    AudioSpec sound = wantsStreams() || outputs.contains(Output.SOUND)
        ? audio.map(this::sound).orElse(null)
        : null;
    return Optional.of(new RenderSpec(
            rungs,
            sound,
            outputs.contains(Output.HLS),
            outputs.contains(Output.MP4),
            ifMade(Output.POSTER, video, poster),
            ifMade(Output.STORYBOARD, video, STORYBOARD),
            recipe.segmentLength(),
            extras(video, audio),
            copying(media, rungs, sound))
        .withHardware(recipe.hardware())
        .withGroup(recipe.keyFrameInterval())
        .withPictures(new Pictures(recipe.maxFrameRate(), recipe.background())));
  }

  private boolean isUseful(boolean pictures, boolean sound) {
    return wantsStreams()
        || (pictures && wantsAny(Output.POSTER, Output.STORYBOARD, Output.PREVIEW))
        || (sound && wantsAny(Output.SOUND, Output.WAVEFORM, Output.MARKS));
  }

  private boolean wantsStreams() {
    return wantsAny(Output.HLS, Output.MP4);
  }

  private boolean wantsAny(Output... some) {
    return Stream.of(some).anyMatch(outputs::contains);
  }

  private <T> @Nullable T ifMade(Output output, Optional<VideoTrack> video, T spec) {
    return video.isPresent() && outputs.contains(output) ? spec : null;
  }

  private Extras extras(Optional<VideoTrack> video, Optional<AudioTrack> audio) {
    return new Extras(
        outputs.contains(Output.WAVEFORM) && audio.isPresent(),
        outputs.contains(Output.MARKS),
        ifMade(Output.PREVIEW, video, PREVIEW),
        outputs.contains(Output.SUBTITLES),
        outputs.contains(Output.SOUND) && audio.isPresent(),
        recipe.quality());
  }

  private Copying copying(MediaInfo media, List<Rung> rungs, @Nullable AudioSpec sound) {
    if (!recipe.copying()) {
      return Copying.NEVER;
    }
    Copying copying = Copying.of(media, rungs.stream().findFirst(), Optional.ofNullable(sound));
    boolean tooFast = media
        .video()
        .filter(track -> FrameRateCap.exceeds(track, recipe.maxFrameRate()))
        .isPresent();
    return tooFast ? copying.withoutPictures(CopyObstacle.FRAME_RATE) : copying;
  }

  /**
   * The rungs of all ladders, largest first. The first ladder's largest rung comes first, since the
   * MP4 is made from it.
   */
  private List<Rung> rungs(VideoTrack track) {
    List<Ladder> ladders = recipe.ladders();
    double rate = FrameRateCap.rate(track, recipe.maxFrameRate());
    List<Rung> rungs = new ArrayList<>(Rungs.of(ladders.get(0), track, rate));
    Rung largest = rungs.get(0);
    ladders.stream()
        .skip(1)
        .flatMap(other -> Rungs.of(other, track, rate).stream())
        .filter(rung -> pixels(rung) <= pixels(largest))
        .forEach(rungs::add);
    rungs.sort(Comparator.comparing(RenderCompiler::pixels).reversed());
    return rungs;
  }

  private static long pixels(Rung rung) {
    return (long) rung.width() * rung.height();
  }

  private AudioSpec sound(AudioTrack track) {
    int channels = Math.max(1, Math.min(2, track.channels()));
    Double loudness = recipe.loudness().isPresent() ? recipe.loudness().getAsDouble() : null;
    return new AudioSpec(channels * AUDIO_BIT_RATE_PER_CHANNEL, channels, loudness);
  }
}
