package dev.reelstate.evaluation.agreement;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Trait;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.matching.Overlap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each annotator who examined a frame found on it.
 *
 * @param found the annotations by the annotator's position
 */
record CommonFrame(Map<Integer, List<Annotation>> found) {

  /** The frames that at least two annotators examined. */
  static List<CommonFrame> of(List<Annotator> annotators) {
    Map<List<Object>, CommonFrame> frames = new LinkedHashMap<>();
    for (int annotator = 0; annotator < annotators.size(); annotator++) {
      for (Sequence sequence : annotators.get(annotator).sequences()) {
        for (Scene scene : sequence.scenes()) {
          List<Annotation> counted =
              scene.truth().stream().filter(CommonFrame::counts).toList();
          CommonFrame frame = frames.computeIfAbsent(
              List.of(sequence.name(), key(scene.frame())),
              key -> new CommonFrame(new TreeMap<>()));
          if (frame.found.put(annotator, counted) != null) {
            throw new IllegalArgumentException(
                "Annotator \"" + annotators.get(annotator).name() + "\" has a frame twice: "
                    + scene.frame() + " of \"" + sequence.name() + "\".");
          }
        }
      }
    }
    return frames.values().stream().filter(frame -> frame.annotators() > 1).toList();
  }

  int annotators() {
    return found.size();
  }

  /** The boxes of each object, one from each annotator who annotated it. */
  Collection<List<Annotation>> objects(double leastOverlap) {
    List<List<Annotation>> objects = new ArrayList<>();
    for (List<Annotation> boxes : found.values()) {
      int[] partners = Matching.of(boxes, objects, CommonFrame::meanOverlap, leastOverlap);
      for (int box = 0; box < partners.length; box++) {
        if (partners[box] == Matching.NONE) {
          objects.add(new ArrayList<>(List.of(boxes.get(box))));
        } else {
          objects.get(partners[box]).add(boxes.get(box));
        }
      }
    }
    return objects;
  }

  private static double meanOverlap(Annotation box, List<Annotation> object) {
    double sum = 0;
    for (Annotation other : object) {
      sum += Overlap.between(box.box(), other.box());
    }
    return sum / object.size();
  }

  private static boolean counts(Annotation annotation) {
    return !annotation.traits().contains(Trait.CROWD)
        && !annotation.traits().contains(Trait.IGNORE);
  }

  private static Object key(FrameRef frame) {
    return frame.index() == null ? frame.pts() : frame.index();
  }
}
