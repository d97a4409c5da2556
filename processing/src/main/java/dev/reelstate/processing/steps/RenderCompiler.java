package dev.reelstate.processing.steps;

import dev.reelstate.processing.ladder.LadderPlan;
import dev.reelstate.processing.ladder.Rungs;
import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.RenderSpec.Pictures;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.PreviewSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.media.RenderSpec.SoundSource;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import dev.reelstate.processing.media.picture.FrameRateCap;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.OtherTrack;
import dev.reelstate.video.VideoTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a recipe, which says what is wanted, into a render spec, which says what that means for
 * one file. Immutable.
 */
final class RenderCompiler {

  private static final PosterSpec POSTER = new PosterSpec(1280, 1280, 24);
  private static final StoryboardSpec STORYBOARD =
      new StoryboardSpec(160, 100, Duration.ofSeconds(1));
  private static final PreviewSpec PREVIEW = new PreviewSpec(320, 16, Duration.ofMillis(400), 60);

  private final Recipe recipe;
  private final LadderPlan.@Nullable Chosen chosen;
  private final PosterSpec poster;
  private final Set<Output> outputs;

  /**
   * A compiler for one video.
   *
   * @param posterAt the time of its poster, or null for the best of several pictures
   */
  RenderCompiler(Recipe recipe, @Nullable Duration posterAt) {
    this(recipe, POSTER.at(posterAt).withFaces(recipe.faces()), null);
  }

  private RenderCompiler(Recipe recipe, PosterSpec poster, LadderPlan.@Nullable Chosen chosen) {
    this.recipe = recipe;
    this.poster = poster;
    this.outputs = recipe.outputs();
    this.chosen = chosen;
  }

  /** The same with ladders that were chosen for the film. */
  RenderCompiler with(LadderPlan.Chosen ladders) {
    return new RenderCompiler(recipe, poster, ladders);
  }

  /** What has to be tried before the ladders of a film are known, if anything. */
  Optional<LadderPlan> ladders(MediaInfo media) {
    return compile(media)
        .filter(spec -> !spec.rungs().isEmpty() && !spec.copying().copiesVideo())
        .map(spec -> {
          VideoTrack track = media.video().orElseThrow();
          double rate = FrameRateCap.rate(track, recipe.maxFrameRate());
          Map<Ladder, List<Rung>> fixed = new LinkedHashMap<>();
          ladders(track).stream()
              .filter(ladder -> ladder.perFilm() && ladder.quality() != null)
              .forEach(ladder -> fixed.put(ladder, Rungs.of(ladder, track, rate)));
          return LadderPlan.of(recipe, fixed, media.duration().toMillis() / 1000.0 * rate);
        })
        .filter(LadderPlan::isWorthwhile);
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
    List<Rung> all = wantsStreams() ? video.map(this::rungs).orElse(List.of()) : List.of();
    List<Rung> rungs =
        outputs.contains(Output.HLS) ? all : all.stream().limit(1).toList();
    List<SoundRendition> sounds = new SoundChoice(recipe).of(media.audioTracks());
    AudioSpec sound = wantsStreams() || outputs.contains(Output.SOUND)
        ? sounds.stream().findFirst().map(this::sound).orElse(null)
        : null;
    return Optional.of(new RenderSpec(
            rungs,
            sound,
            outputs.contains(Output.HLS),
            outputs.contains(Output.MP4),
            video.isPresent() || hasCover(media) ? ifMade(Output.POSTER, poster) : null,
            ifMade(Output.STORYBOARD, video, STORYBOARD),
            recipe.segmentLength(),
            extras(video, audio),
            copying(media, rungs, sounds, sound))
        .withSounds(sounds)
        .withHardware(recipe.hardware())
        .withGroup(recipe.keyFrameInterval())
        .withPictures(new Pictures(recipe.maxFrameRate(), recipe.background()))
        .withSearch(chosen == null ? null : chosen.search()));
  }

  private boolean isUseful(boolean pictures, boolean sound) {
    return wantsStreams()
        || (pictures && wantsAny(Output.POSTER, Output.STORYBOARD, Output.PREVIEW, Output.MARKS))
        || (pictures && frames() != null)
        || (sound && wantsAny(Output.SOUND, Output.WAVEFORM, Output.MARKS));
  }

  private boolean wantsStreams() {
    return wantsAny(Output.HLS, Output.MP4);
  }

  private boolean wantsAny(Output... some) {
    return Stream.of(some).anyMatch(outputs::contains);
  }

  private <T> @Nullable T ifMade(Output output, Optional<VideoTrack> video, T spec) {
    return video.isPresent() ? ifMade(output, spec) : null;
  }

  private <T> @Nullable T ifMade(Output output, T spec) {
    return outputs.contains(output) ? spec : null;
  }

  /** Whether sound alone comes with a picture that can be its poster. */
  private static boolean hasCover(MediaInfo media) {
    return media.videoTracks().isEmpty()
        && media.otherTracks().stream().anyMatch(OtherTrack::picture);
  }

  private Extras extras(Optional<VideoTrack> video, Optional<AudioTrack> audio) {
    return new Extras(
        outputs.contains(Output.WAVEFORM) && audio.isPresent(),
        outputs.contains(Output.MARKS),
        ifMade(Output.PREVIEW, video, PREVIEW),
        outputs.contains(Output.SUBTITLES),
        outputs.contains(Output.SOUND) && audio.isPresent(),
        recipe.quality(),
        video.isPresent() ? frames() : null);
  }

  private @Nullable FrameSpec frames() {
    boolean map = outputs.contains(Output.FRAME_MAP);
    SampledFrames sampled = recipe.frames().orElse(null);
    return map || sampled != null ? new FrameSpec(map, sampled) : null;
  }

  private Copying copying(
      MediaInfo media, List<Rung> rungs, List<SoundRendition> sounds, @Nullable AudioSpec sound) {
    if (!recipe.copying()) {
      return Copying.NEVER;
    }
    Optional<AudioTrack> main =
        sounds.stream().findFirst().flatMap(rendition -> onlyTrack(media, rendition));
    Copying copying = Copying.of(
            media, rungs.stream().findFirst(), main, Optional.ofNullable(sound))
        .checkingEveryPicture(recipe.checkingCopies());
    boolean tooFast = media
        .video()
        .filter(track -> FrameRateCap.exceeds(track, recipe.maxFrameRate()))
        .isPresent();
    return tooFast ? copying.withoutPictures(CopyObstacle.FRAME_RATE) : copying;
  }

  private static Optional<AudioTrack> onlyTrack(MediaInfo media, SoundRendition rendition) {
    List<SoundSource> sources = rendition.sources();
    return media.audioTracks().stream()
        .filter(track -> sources.size() == 1 && track.index() == sources.get(0).index())
        .findFirst();
  }

  /**
   * The rungs of all ladders that suit the film, largest first. The first ladder's largest rung
   * comes first, since the MP4 is made from it.
   */
  private List<Rung> rungs(VideoTrack track) {
    List<Ladder> ladders = ladders(track);
    double rate = FrameRateCap.rate(track, recipe.maxFrameRate());
    List<Rung> rungs = new ArrayList<>(rungs(ladders.get(0), track, rate));
    Rung largest = rungs.get(0);
    ladders.stream()
        .skip(1)
        .flatMap(other -> rungs(other, track, rate).stream())
        .filter(rung -> pixels(rung) <= pixels(largest))
        .forEach(rungs::add);
    rungs.sort(Comparator.comparing(RenderCompiler::pixels).reversed());
    return rungs;
  }

  private List<Rung> rungs(Ladder ladder, VideoTrack track, double rate) {
    List<Rung> own = chosen == null ? null : chosen.rungs().get(ladder);
    return own == null ? Rungs.of(ladder, track, rate) : own;
  }

  /** Ladders that keep a range that the film does not have make nothing if there are others. */
  private List<Ladder> ladders(VideoTrack track) {
    List<Ladder> suitable =
        recipe.ladders().stream().filter(ladder -> track.hdr() || !ladder.hdr()).toList();
    return suitable.isEmpty() ? recipe.ladders().subList(0, 1) : suitable;
  }

  private static long pixels(Rung rung) {
    return (long) rung.width() * rung.height();
  }

  private AudioSpec sound(SoundRendition main) {
    Double loudness = recipe.loudness().isPresent() ? recipe.loudness().getAsDouble() : null;
    return new AudioSpec(main.bitRate(), main.channels(), loudness);
  }
}
