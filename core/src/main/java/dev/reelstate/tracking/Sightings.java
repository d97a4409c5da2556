package dev.reelstate.tracking;

import dev.reelstate.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The boxes of one frame, and which tracks they have been linked to so far. */
final class Sightings {

  private static final int NONE = -1;
  private static final double CERTAIN = 1;

  private final List<Annotation> boxes;
  private final List<@Nullable Track> tracks;
  private final Set<Track> seen = new HashSet<>();
  private final long time;

  /** Boxes of a frame at a time in nanoseconds. */
  Sightings(List<Annotation> boxes, long time) {
    this.boxes = boxes;
    this.tracks = new ArrayList<>();
    boxes.forEach(unused -> tracks.add(null));
    this.time = time;
  }

  /** Whether a track has a box on this frame. */
  boolean has(Track track) {
    return seen.contains(track);
  }

  /** The track of each box; null for a box without one. */
  List<@Nullable Track> tracks() {
    return Collections.unmodifiableList(tracks);
  }

  /** The tracks that have a box on this frame, in the order of their boxes. */
  List<Track> seen() {
    List<Track> inOrder = new ArrayList<>();
    for (Track track : tracks) {
      if (track != null) {
        inOrder.add(track);
      }
    }
    return inOrder;
  }

  /** Links tracks without a box to boxes without a track whose score is in a range. */
  void link(Linking linking, List<Track> candidates, double least, Predicate<Double> score) {
    List<Track> unseen = candidates.stream().filter(track -> !has(track)).toList();
    List<Integer> free = free(score);
    int[] chosen = linking.link(unseen, free.stream().map(boxes::get).toList(), least);
    for (int track = 0; track < chosen.length; track++) {
      if (chosen[track] != NONE) {
        int box = free.get(chosen[track]);
        unseen.get(track).see(boxes.get(box).box(), time);
        take(box, unseen.get(track));
      }
    }
  }

  /** Starts a track with each box that has none and whose score is in a range. */
  void start(Predicate<Double> score) {
    for (int box : free(score)) {
      take(box, new Track(boxes.get(box).box(), boxes.get(box).label(), time));
    }
  }

  private void take(int box, Track track) {
    tracks.set(box, track);
    seen.add(track);
  }

  private List<Integer> free(Predicate<Double> score) {
    List<Integer> free = new ArrayList<>();
    for (int box = 0; box < boxes.size(); box++) {
      Double given = boxes.get(box).score();
      if (tracks.get(box) == null && score.test(given == null ? CERTAIN : given)) {
        free.add(box);
      }
    }
    return free;
  }
}
