package dev.reelstate.tracking;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the boxes of a whole video their tracks. Pure functions, thread-safe. */
public final class Tracking {

  private Tracking() {}

  /**
   * Follows the objects through all frames of a draft.
   *
   * <p>Knowing the end of the video, it also names the first boxes of each track, from when it was
   * not known yet whether they were a false alarm. Tracks that the boxes had before are replaced.
   *
   * @param draft what was found on each frame
   * @return the same frames with the boxes that belong to a track; those of false alarms, and those
   *     whose score is too low, are left out
   */
  public static GroundTruth of(GroundTruth draft, TrackerSettings settings) {
    Tracker tracker = new Tracker(settings);
    List<List<@Nullable Track>> tracks = new ArrayList<>();
    for (AnnotatedFrame frame : draft.frames()) {
      tracks.add(tracker.follow(frame.frame(), frame.annotations()));
    }
    List<AnnotatedFrame> tracked = new ArrayList<>();
    for (int index = 0; index < tracks.size(); index++) {
      AnnotatedFrame frame = draft.frames().get(index);
      tracked.add(
          new AnnotatedFrame(frame.frame(), Tracker.named(frame.annotations(), tracks.get(index))));
    }
    return new GroundTruth(tracked);
  }
}
