package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.media.RenderSpec.SoundSource;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.TrackRole;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names the sound renditions of a package by what the source says about their tracks. */
public final class SoundLabels {

  private static final String NAMELESS = "Audio";

  private final Map<List<SoundSource>, SoundLabel> labels = new HashMap<>();

  /**
   * Names renditions; those of the same tracks get the same label.
   *
   * @param sounds the renditions, the main one first
   */
  public SoundLabels(List<SoundRendition> sounds, MediaInfo media) {
    Set<String> names = new HashSet<>();
    for (SoundRendition sound : sounds) {
      labels.computeIfAbsent(sound.sources(), sources -> label(track(sources, media), names));
    }
  }

  private static AudioTrack track(List<SoundSource> sources, MediaInfo media) {
    return media.audioTracks().stream()
        .filter(track -> track.index() == sources.get(0).index())
        .findFirst()
        .orElseThrow();
  }

  private static SoundLabel label(AudioTrack track, Set<String> names) {
    String language = track.language() == null ? null : LanguageTag.of(track.language());
    String wanted = track.title() == null ? unnamed(language, track.roles()) : track.title();
    String name = wanted;
    for (int number = 2; names.contains(name); number++) {
      name = wanted + " " + number;
    }
    boolean main = names.isEmpty();
    names.add(name);
    return new SoundLabel(name, language, track.roles(), main);
  }

  private static String unnamed(@Nullable String language, Set<TrackRole> roles) {
    String name = language == null ? NAMELESS : LanguageTag.name(language);
    if (roles.contains(TrackRole.COMMENTARY)) {
      return name + " (commentary)";
    }
    return roles.contains(TrackRole.DESCRIPTION) ? name + " (audio description)" : name;
  }

  /** The label of a rendition. */
  public SoundLabel of(SoundRendition sound) {
    SoundLabel label = labels.get(sound.sources());
    if (label == null) {
      throw new IllegalArgumentException("No rendition of that name is made: " + sound.name());
    }
    return label;
  }
}
