package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.container.Containers;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What people should know of a source that was accepted, one sentence each. */
public final class SourceNotes {

  /** Headers are rounded, and encoders add a little. */
  private static final Duration TOLERANCE = Duration.ofMillis(250);

  private SourceNotes() {}

  /** What was believed about the length of a file, where its header or timestamps disagree. */
  public static List<String> length(MediaInfo media) {
    List<String> notes = new ArrayList<>();
    Duration declared = media.declaredDuration();
    if (declared != null && !Containers.mayJump(media.container())) {
      header(media, declared).ifPresent(notes::add);
    }
    if (media.clockRepaired()) {
      notes.add("Some timestamps contradict the rest of the file and were corrected; it lasts "
          + spoken(media.duration()) + ".");
    }
    return notes;
  }

  private static Optional<String> header(MediaInfo media, Duration declared) {
    String length = spoken(media.duration());
    if (media.missing().compareTo(TOLERANCE) > 0) {
      return Optional.of("The file holds only " + length + " of the " + spoken(declared)
          + " that its header states; " + spoken(media.missing()) + " are missing.");
    }
    if (media.duration().minus(declared).compareTo(TOLERANCE) > 0) {
      return Optional.of("The header states " + spoken(declared)
          + ", but the pictures and sound last " + length + "; all of them were used.");
    }
    return Optional.empty();
  }

  /**
   * The picture tracks that are left out: all but the film, and the film if it is not decodable.
   */
  public static List<String> otherPictures(MediaInfo media) {
    Optional<VideoTrack> film = media.video().filter(VideoTrack::decodable);
    return media.videoTracks().stream()
        .filter(track -> film.isEmpty() || track.index() != film.get().index())
        .map(SourceNotes::leftOut)
        .toList();
  }

  private static String leftOut(VideoTrack track) {
    return String.format(
        Locale.ROOT,
        "Picture track %d (%s, %dx%d, %,d %s) %s, so it was left out.",
        track.index(),
        CodecNames.of(track.codec()),
        track.width(),
        track.height(),
        track.frames(),
        track.frames() == 1 ? "picture" : "pictures",
        track.decodable() ? "is not the film" : "cannot be decoded here");
  }

  /**
   * The tracks that hold data for programs, such as positions or timecodes: one sentence for all.
   */
  public static List<String> data(MediaInfo media) {
    List<String> tracks = media.otherTracks().stream()
        .filter(track -> Set.of("data", "unknown").contains(track.type()))
        .map(track -> String.valueOf(track.index()))
        .toList();
    if (tracks.isEmpty()) {
      return List.of();
    }
    if (tracks.size() == 1) {
      return List.of("Track " + tracks.get(0)
          + " holds data instead of pictures, sound or text, so it was left out.");
    }
    int last = tracks.size() - 1;
    return List.of(
        "Tracks " + String.join(", ", tracks.subList(0, last)) + " and " + tracks.get(last)
            + " hold data instead of pictures, sound or text, so they were left out.");
  }

  /** A length for people: seconds with a decimal, or hours, minutes and seconds. */
  static String spoken(Duration length) {
    if (length.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", length.toNanos() / 1e9);
    }
    long seconds = Math.round(length.toNanos() / 1e9);
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
