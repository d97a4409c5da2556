package dev.reelstate.processing.media.container;

import dev.reelstate.processing.media.container.EditList.Edit;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The times of a film whose edits play parts of it at another speed, such as slow motion, which
 * libav does not know (ISO/IEC 14496-12 section 8.6.6, {@code media_rate}). Immutable.
 */
public final class EditedSpeed {

  /** Nobody plays a film faster or slower by more than this; such a speed is a mistake. */
  private static final double MOST_CHANGE = 64;

  /** For the rounding of ticks, in seconds. */
  private static final double TOLERANCE = 0.002;

  /**
   * A part of the media that plays at one speed, in seconds.
   *
   * @param media where it begins in the media
   * @param film where it begins in the film
   * @param rate how much faster than recorded it plays
   */
  private record Stretch(double media, double film, double rate) {

    double inFilm(double time) {
      return film + (time - media) / rate;
    }
  }

  /**
   * The edits of a track.
   *
   * @param stretches by where they begin in the media
   * @param end where the last one ends in the media
   */
  private record Track(NavigableMap<Double, Stretch> stretches, double end) {

    Stretch at(double time) {
      Map.Entry<Double, Stretch> found = stretches.floorEntry(time);
      return found == null ? stretches.firstEntry().getValue() : found.getValue();
    }
  }

  private final Map<Integer, Track> tracks;

  private EditedSpeed(Map<Integer, Track> tracks) {
    this.tracks = tracks;
  }

  /**
   * Reads the edits of a file.
   *
   * @param container what {@link ContainerSniffer} found
   * @return empty if all plays as fast as it was recorded, or not in the order of the recording, or
   *     at a speed that cannot be meant
   */
  public static Optional<EditedSpeed> find(SeekableByteChannel channel, String container)
      throws IOException {
    if (!container.equals("mp4")) {
      return Optional.empty();
    }
    Map<Integer, List<Edit>> edits = EditList.read(new FileBytes(channel));
    if (edits.values().stream().flatMap(List::stream).allMatch(edit -> edit.rate() == 1)) {
      return Optional.empty();
    }
    Map<Integer, Track> tracks = new HashMap<>();
    for (Map.Entry<Integer, List<Edit>> one : edits.entrySet()) {
      Optional<Track> track = track(one.getValue());
      if (track.isEmpty()) {
        return Optional.empty();
      }
      tracks.put(one.getKey(), track.get());
    }
    return Optional.of(new EditedSpeed(tracks));
  }

  /** The stretches of a track; empty if its edits jump in the media or have an absurd speed. */
  private static Optional<Track> track(List<Edit> edits) {
    NavigableMap<Double, Stretch> stretches = new TreeMap<>();
    double film = 0;
    double reached = Double.NaN;
    for (Edit edit : edits) {
      if (edit.shows()) {
        if (!plausible(edit.rate()) || Math.abs(edit.media() - reached) > TOLERANCE) {
          return Optional.empty();
        }
        stretches.put(edit.media(), new Stretch(edit.media(), film, edit.rate()));
        reached = edit.media() + edit.length() * edit.rate();
      }
      film += edit.length();
    }
    return stretches.isEmpty() ? Optional.empty() : Optional.of(new Track(stretches, reached));
  }

  private static boolean plausible(double rate) {
    return rate >= 1 / MOST_CHANGE && rate <= MOST_CHANGE;
  }

  /** Whether a track plays at another speed anywhere. */
  public boolean changes(int track) {
    Track found = tracks.get(track);
    return found != null && found.stretches().values().stream().anyMatch(one -> one.rate() != 1);
  }

  /**
   * When something of a track is shown, in seconds.
   *
   * @param track its number in the file
   * @param media its time in the media, in seconds
   */
  public double inFilm(int track, double media) {
    Track found = tracks.get(track);
    return found == null ? media : found.at(media).inFilm(media);
  }

  /**
   * Whether something of a track is not shown, because it lies before its first edit or after its
   * last.
   *
   * @param track its number in the file
   * @param media its time in the media, in seconds
   */
  public boolean hidden(int track, double media) {
    Track found = tracks.get(track);
    return found != null
        && (media < found.stretches().firstKey() - TOLERANCE || media > found.end() - TOLERANCE);
  }
}
