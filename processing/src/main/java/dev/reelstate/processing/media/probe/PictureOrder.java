package dev.reelstate.processing.media.probe;

import dev.reelstate.video.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.ffmpeg.global.avformat;

/**
 * Orders picture tracks, the film first.
 *
 * <p>Files hold more pictures than those of the film: the photo that a motion photo belongs to,
 * covers, previews, thumbnails for seeking, sign language. They are often larger than the film, so
 * size says nothing. What a track is for shows in its flags, how many pictures it has and how long
 * it lasts; between equal ones, the default flag and then the position decide, as in players.
 */
final class PictureOrder {

  /** What is shown beside a film or instead of it. */
  private static final int BESIDE_THE_FILM = avformat.AV_DISPOSITION_ATTACHED_PIC
      | avformat.AV_DISPOSITION_TIMED_THUMBNAILS
      | avformat.AV_DISPOSITION_STILL_IMAGE
      | avformat.AV_DISPOSITION_DEPENDENT
      | avformat.AV_DISPOSITION_COMMENT
      | avformat.AV_DISPOSITION_HEARING_IMPAIRED
      | avformat.AV_DISPOSITION_VISUAL_IMPAIRED;

  /** A track with fewer pictures than the most, divided by this, holds thumbnails. */
  private static final long FEW = 10;

  /** A track that is shorter than the longest, divided by this, is a preview. */
  private static final int SHORT = 2;

  private final Map<Integer, Integer> dispositions;

  /**
   * Creates an order.
   *
   * @param dispositions libav's flags of each track, by the track's index
   */
  PictureOrder(Map<Integer, Integer> dispositions) {
    this.dispositions = Map.copyOf(dispositions);
  }

  /** The tracks, the film first. */
  List<VideoTrack> of(List<VideoTrack> tracks) {
    List<VideoTrack> left = new ArrayList<>(tracks);
    List<VideoTrack> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      VideoTrack film = film(left);
      ordered.add(film);
      left.remove(film);
    }
    return ordered;
  }

  private VideoTrack film(List<VideoTrack> tracks) {
    List<VideoTrack> left = tracks;
    left = preferred(left, VideoTrack::decodable);
    left = preferred(left, track -> !has(track, BESIDE_THE_FILM));
    left = withMostPictures(left);
    left = lasting(left);
    left = preferred(left, track -> has(track, avformat.AV_DISPOSITION_DEFAULT));
    return left.get(0);
  }

  private static List<VideoTrack> withMostPictures(List<VideoTrack> tracks) {
    long most = tracks.stream().mapToLong(VideoTrack::frames).max().orElse(0);
    return preferred(
        tracks, track -> track.frames() > most / FEW && (most < 2 || track.frames() > 1));
  }

  private static List<VideoTrack> lasting(List<VideoTrack> tracks) {
    long longest =
        tracks.stream().mapToLong(track -> track.duration().toNanos()).max().orElse(0);
    return preferred(tracks, track -> track.duration().toNanos() >= longest / SHORT);
  }

  private boolean has(VideoTrack track, int flags) {
    return (dispositions.getOrDefault(track.index(), 0) & flags) != 0;
  }

  /** Those that fulfil a condition, or all if none does. */
  private static List<VideoTrack> preferred(
      List<VideoTrack> tracks, Predicate<VideoTrack> condition) {
    List<VideoTrack> some = tracks.stream().filter(condition).toList();
    return some.isEmpty() ? tracks : some;
  }
}
