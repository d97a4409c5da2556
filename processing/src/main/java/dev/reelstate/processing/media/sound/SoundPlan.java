package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.media.RenderSpec.SoundSource;
import dev.reelstate.processing.media.SoundRefused;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which sound renditions a pass makes of the tracks that it can decode. */
public final class SoundPlan {

  private static final String MAIN = "audio";

  private SoundPlan() {}

  /** The renditions that a pass makes or analyses, the main one first. */
  public static List<SoundRendition> of(PassRequest request) {
    RenderSpec spec = request.spec();
    boolean encoded = spec.audio() != null && makesSound(spec);
    boolean looked = spec.extras().waveform() || spec.extras().marks();
    if (spec.part() != null || !(encoded || looked)) {
      return List.of();
    }
    Set<Integer> decodable = request.media().audioTracks().stream()
        .filter(AudioTrack::decodable)
        .map(AudioTrack::index)
        .collect(Collectors.toSet());
    Stream<SoundRendition> wanted = spec.sounds().isEmpty()
        ? request.media().audio().map(track -> best(track, spec.audio())).stream()
        : spec.sounds().stream();
    return wanted
        .filter(
            sound -> sound.sources().stream().map(SoundSource::index).allMatch(decodable::contains))
        .limit(encoded && spec.hls() ? Long.MAX_VALUE : 1)
        .toList();
  }

  private static boolean makesSound(RenderSpec spec) {
    return spec.hls() || spec.mp4() || spec.extras().soundFile();
  }

  private static SoundRendition best(AudioTrack track, @Nullable AudioSpec spec) {
    int channels = spec == null ? Math.max(1, Math.min(2, track.channels())) : spec.channels();
    long bitRate = spec == null ? 0 : spec.bitRate();
    return new SoundRendition(
        MAIN, List.of(new SoundSource(track.index(), null)), channels, bitRate);
  }

  /** The renditions without those that cannot be made, or with more channels for one. */
  public static List<SoundRendition> after(SoundRefused refused, List<SoundRendition> sounds) {
    List<SoundRendition> left = new ArrayList<>();
    for (SoundRendition sound : sounds) {
      if (!refused.names().contains(sound.name())) {
        left.add(sound);
      } else if (refused.wider()) {
        left.add(sound.widened());
      }
    }
    return List.copyOf(left);
  }

  /** The names of the renditions that a track is heard in. */
  public static List<String> namesWith(int track, List<SoundRendition> sounds) {
    return sounds.stream()
        .filter(sound -> sound.sources().stream().anyMatch(source -> source.index() == track))
        .map(SoundRendition::name)
        .toList();
  }

  /** The tracks that are in none of the outputs, although outputs of a spec have sound. */
  public static List<AudioTrack> lost(MediaInfo media, RenderSpec spec) {
    boolean all = spec.hls() && !spec.sounds().isEmpty();
    return makesSound(spec)
        ? media.audioTracks().stream()
            .filter(track -> !track.decodable()
                || (all && namesWith(track.index(), spec.sounds()).isEmpty()))
            .toList()
        : List.of();
  }
}
