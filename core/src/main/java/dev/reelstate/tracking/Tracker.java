package dev.reelstate.tracking;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows the objects of one video, frame after frame. Objects move at an almost constant speed by
 * the times of the frames, so uneven rates and sampled frames are as good as even ones. The same
 * frames always give the same tracks. Not thread-safe.
 */
public final class Tracker {

  private static final double NANOS_PER_SECOND = 1e9;

  private final TrackerSettings settings;
  private final Linking linking;
  private List<Track> tracks = List.of();
  private long now;
  private int names;

  /** A tracker that has seen nothing yet. */
  public Tracker(TrackerSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.linking = new Linking(settings.acrossClasses());
  }

  /**
   * Takes the boxes of the next frame. A box without a score counts as one of the score 1.
   *
   * @param frame the frame, not earlier than the one before
   * @param boxes what was found on it; pass frames without boxes as well, so that time passes
   * @return the boxes that belong to a track, each with the track's name, in the order passed in.
   *     Names are {@code 1}, {@code 2} and so on. A box that only starts a track is not among them,
   *     unless one is enough ({@link TrackerSettings#hits()}); {@link Tracking} has those as well
   * @throws IllegalArgumentException if the frame is earlier than the one before, or a box has no
   *     width or no height
   */
  public List<Annotation> track(FrameRef frame, List<Annotation> boxes) {
    return named(boxes, follow(frame, boxes));
  }

  /** The boxes whose track has a name, with that name. */
  static List<Annotation> named(List<Annotation> boxes, List<@Nullable Track> tracks) {
    List<Annotation> named = new ArrayList<>();
    for (int box = 0; box < boxes.size(); box++) {
      Track track = tracks.get(box);
      String name = track == null ? null : track.name();
      if (name != null) {
        named.add(boxes.get(box).withTrack(name));
      }
    }
    return List.copyOf(named);
  }

  /** The track of each box, which may have no name yet; null for a box without one. */
  List<@Nullable Track> follow(FrameRef frame, List<Annotation> boxes) {
    requireBoxes(boxes);
    moveTo(frame);
    Sightings sightings = new Sightings(boxes, now);
    Predicate<Double> confident = score -> score >= settings.score();
    Predicate<Double> doubtful = score -> score >= settings.lowScore() && score < settings.score();
    List<Track> known = only(track -> track.name() != null);
    sightings.link(linking, known, settings.overlap(), confident);
    List<Track> lately = known.stream().filter(track -> !track.lost()).toList();
    sightings.link(linking, lately, settings.lowOverlap(), doubtful);
    sightings.link(linking, only(track -> track.name() == null), settings.overlap(), confident);
    sightings.start(score -> score >= settings.startScore());
    keep(sightings);
    return sightings.tracks();
  }

  private List<Track> only(Predicate<Track> which) {
    return tracks.stream().filter(which).toList();
  }

  private static void requireBoxes(List<Annotation> boxes) {
    for (Annotation annotation : boxes) {
      if (annotation.box().isEmpty()) {
        throw new IllegalArgumentException(
            "A tracked object needs a width and a height, not " + annotation.box() + ".");
      }
    }
  }

  private void moveTo(FrameRef frame) {
    long time = frame.pts().toNanos();
    if (time < now) {
      throw new IllegalArgumentException(
          "Frames are tracked in the order of their times, but " + frame.pts() + " is too early.");
    }
    double seconds = (time - now) / NANOS_PER_SECOND;
    tracks.forEach(track -> track.predict(seconds));
    now = time;
  }

  /** Keeps what was seen, and for a while the known tracks that were not. */
  private void keep(Sightings sightings) {
    List<Track> kept = new ArrayList<>();
    for (Track track : only(track -> !sightings.has(track) && track.name() != null)) {
      if (now - track.seen() <= settings.patience().toNanos()) {
        track.miss();
        kept.add(track);
      }
    }
    for (Track track : sightings.seen()) {
      if (track.name() == null && track.hits() >= settings.hits()) {
        names++;
        track.confirm(Integer.toString(names));
      }
      kept.add(track);
    }
    tracks = kept;
  }
}
