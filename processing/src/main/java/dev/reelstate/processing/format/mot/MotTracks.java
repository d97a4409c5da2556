package dev.reelstate.processing.format.mot;

import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Numbers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbers for the tracks of a sequence. A track ID that is a number stays. */
final class MotTracks {

  private static final String NONE = "-1";

  private final Map<String, String> numbers = new HashMap<>();
  private final Set<String> onFrame = new HashSet<>();
  private final LossReport.Builder losses = new LossReport.Builder();

  MotTracks(List<LabelledObject> objects) {
    Set<String> used = new HashSet<>();
    for (LabelledObject object : objects) {
      String track = object.track();
      if (track != null && Numbers.isId(track)) {
        used.add(track);
        numbers.put(track, track);
      }
    }
    long next = 1;
    for (LabelledObject object : objects) {
      String track = object.track();
      if (track != null && !numbers.containsKey(track)) {
        while (!used.add(Long.toString(next))) {
          next++;
        }
        numbers.put(track, Long.toString(next));
        losses.add("track ID", () -> track);
      }
    }
  }

  /** The number of the object's track; none if the track is on the frame already. */
  String of(LabelledObject object) {
    String track = object.track();
    if (track == null) {
      return NONE;
    }
    if (!onFrame.add(object.image() + "\n" + track)) {
      losses.add("track that is twice on a frame", () -> track + " in image " + object.image());
      return NONE;
    }
    return numbers.getOrDefault(track, NONE);
  }

  LossReport losses() {
    return losses.build();
  }
}
