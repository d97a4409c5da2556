package dev.reelstate.processing.media.probe;

import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.TrackRole;
import java.util.Comparator;
import java.util.Set;

/** Orders sound tracks by how likely each is to be what viewers want to hear. */
public final class SoundOrder {

  private static final Set<TrackRole> ASIDE = Set.of(
      TrackRole.COMMENTARY,
      TrackRole.DESCRIPTION,
      TrackRole.CLEAR_SPEECH,
      TrackRole.KARAOKE,
      TrackRole.EFFECTS,
      TrackRole.DEPENDENT);

  /**
   * Best first: what can be decoded, then what is the film's own sound, then what the file asks
   * for, and then in the order of the file.
   */
  static final Comparator<AudioTrack> BEST_FIRST = Comparator.comparing(
          (AudioTrack track) -> !track.decodable())
      .thenComparing(SoundOrder::isAside)
      .thenComparing(track -> !track.roles().contains(TrackRole.DEFAULT))
      .thenComparing(track -> !track.roles().contains(TrackRole.ORIGINAL))
      .thenComparing(track -> track.roles().contains(TrackRole.DUB))
      .thenComparing(AudioTrack::index);

  private SoundOrder() {}

  /** Whether a track accompanies the film's own sound, and should be heard only on request. */
  public static boolean isAside(AudioTrack track) {
    return track.roles().stream().anyMatch(ASIDE::contains);
  }
}
