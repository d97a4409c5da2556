package dev.reelstate.processing.steps;

import dev.reelstate.processing.media.RenderSpec.SoundSource;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.TrackRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One sound of a film: a track, or several tracks with one channel each that professional recorders
 * write for the loudspeakers of one sound.
 *
 * @param first the track that says what the sound is
 * @param sources all of its tracks
 */
record JoinedTracks(AudioTrack first, List<SoundSource> sources) {

  private static final Pattern ONE_CHANNEL = Pattern.compile("1 channels? \\(([A-Z]{2,3})\\)");
  private static final String LEFT = "FL";
  private static final String RIGHT = "FR";
  private static final String CENTER = "FC";
  private static final Set<String> LOUDSPEAKERS =
      Set.of(LEFT, RIGHT, CENTER, "LFE", "BL", "BR", "SL", "SR");

  /** Copies the list. */
  JoinedTracks {
    sources = List.copyOf(sources);
  }

  /** The number of its channels. */
  int channels() {
    return sources.size() > 1 ? sources.size() : first.channels();
  }

  /** Joins tracks where loudspeakers are named; the best tracks come first. */
  static List<JoinedTracks> of(List<AudioTrack> tracks) {
    List<AudioTrack> left = new ArrayList<>(tracks);
    List<JoinedTracks> sounds = new ArrayList<>();
    while (!left.isEmpty()) {
      AudioTrack first = left.get(0);
      Map<String, AudioTrack> joined = loudspeakers(first, left);
      sounds.add(
          joined.isEmpty()
              ? new JoinedTracks(first, List.of(new SoundSource(first.index(), null)))
              : joined(first, joined));
      left.remove(first);
      left.removeAll(joined.values());
    }
    return sounds;
  }

  private static JoinedTracks joined(AudioTrack first, Map<String, AudioTrack> tracks) {
    List<SoundSource> sources = new ArrayList<>();
    tracks.forEach((name, track) -> sources.add(new SoundSource(track.index(), name)));
    sources.sort(Comparator.comparing(SoundSource::index));
    return new JoinedTracks(first, sources);
  }

  /** The tracks of one sound, by loudspeaker; empty if a track is a sound of its own. */
  private static Map<String, AudioTrack> loudspeakers(AudioTrack first, List<AudioTrack> tracks) {
    Map<String, AudioTrack> found = new LinkedHashMap<>();
    List<AudioTrack> alike = tracks.stream()
        .filter(track -> track.channels() == 1
            && roles(track).equals(roles(first))
            && Objects.equals(track.language(), first.language()))
        .toList();
    for (AudioTrack track : alike) {
      String name = loudspeaker(track);
      if (name != null) {
        found.putIfAbsent(name, track);
      }
    }
    if (!found.containsKey(LEFT) || !found.containsKey(RIGHT)) {
      return Map.of();
    }
    if (found.size() > 2) {
      // libav calls the centre loudspeaker "mono" when it is alone.
      alike.stream()
          .filter(track -> "mono".equals(track.channelLayout()))
          .findFirst()
          .ifPresent(track -> found.putIfAbsent(CENTER, track));
    }
    return found.containsValue(first) ? found : Map.of();
  }

  /** Some programs mark only the first of the tracks as the default. */
  private static Set<TrackRole> roles(AudioTrack track) {
    Set<TrackRole> roles = new HashSet<>(track.roles());
    roles.remove(TrackRole.DEFAULT);
    return roles;
  }

  private static @Nullable String loudspeaker(AudioTrack track) {
    Matcher layout = ONE_CHANNEL.matcher(String.valueOf(track.channelLayout()));
    if (layout.matches() && LOUDSPEAKERS.contains(layout.group(1))) {
      return layout.group(1);
    }
    return switch (String.valueOf(track.title()).toLowerCase(Locale.ROOT)) {
      case "l", "left" -> LEFT;
      case "r", "right" -> RIGHT;
      default -> null;
    };
  }
}
