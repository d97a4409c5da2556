package dev.reelstate.processing.steps;

import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.media.RenderSpec.SoundSource;
import dev.reelstate.processing.media.packaging.LanguageTag;
import dev.reelstate.processing.media.probe.SoundOrder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.video.AudioTrack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses the main sound and plans a rendition of each sound track. Immutable. */
final class SoundChoice {

  /** No film has more languages worth a rendition each. */
  private static final int MOST_SOUNDS = 16;

  private static final int STEREO = 2;
  private static final int SURROUND = 6;
  private static final int LEAST_SURROUND = 5;
  private static final long BIT_RATE_PER_CHANNEL = 64_000;

  private final List<String> languages;
  private final boolean surround;

  SoundChoice(Recipe recipe) {
    languages = recipe.soundLanguages().stream().map(LanguageTag::of).toList();
    surround = recipe.surround();
  }

  /** Renditions of all tracks that can be decoded, the main one first. */
  List<SoundRendition> of(List<AudioTrack> tracks) {
    List<JoinedTracks> sounds = new ArrayList<>(
        JoinedTracks.of(tracks.stream().filter(AudioTrack::decodable).toList()));
    if (sounds.isEmpty()) {
      return List.of();
    }
    JoinedTracks main = sounds.stream()
        .min(Comparator.comparing((JoinedTracks sound) -> SoundOrder.isAside(sound.first()))
            .thenComparing(this::rank))
        .orElseThrow();
    sounds.sort(Comparator.comparing((JoinedTracks sound) -> !sound.equals(main))
        .thenComparing(sound -> sound.first().index()));
    List<SoundRendition> renditions = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_SOUNDS, sounds.size()); i++) {
      add(renditions, i == 0 ? "audio" : "audio-" + (i + 1), sounds.get(i));
    }
    return renditions;
  }

  private int rank(JoinedTracks sound) {
    String language = sound.first().language();
    int place = language == null ? -1 : languages.indexOf(LanguageTag.of(language));
    return place < 0 ? languages.size() : place;
  }

  private void add(List<SoundRendition> renditions, String name, JoinedTracks sound) {
    int channels = Math.max(1, sound.channels());
    renditions.add(rendition(name, sound.sources(), Math.min(STEREO, channels)));
    if (surround && channels >= LEAST_SURROUND) {
      renditions.add(rendition(name + "-surround", sound.sources(), SURROUND));
    }
  }

  private static SoundRendition rendition(String name, List<SoundSource> sources, int channels) {
    return new SoundRendition(name, sources, channels, channels * BIT_RATE_PER_CHANNEL);
  }
}
