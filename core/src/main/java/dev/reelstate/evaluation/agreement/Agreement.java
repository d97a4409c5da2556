package dev.reelstate.evaluation.agreement;

import dev.reelstate.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures how well annotators agree, on boxes that are matched regardless of their classes: one to
 * one, as many as possible, then with the greatest total overlap. Annotations of a crowd, and those
 * to be ignored, are left out. Frames are the same if their index is, or where there is none, their
 * time.
 */
public final class Agreement {

  /** What stands for no box; a label is never blank. */
  static final String NO_BOX = "";

  private Agreement() {}

  /**
   * The agreement of two or more annotators. With three or more, the boxes of each are matched in
   * turn with the objects that those before annotated, by the mean overlap with all boxes of an
   * object; where boxes are crowded, alpha may then depend on the order of the annotators.
   *
   * @param annotators who annotated, with different names
   * @param leastOverlap from which intersection over union on two boxes may be the same object,
   *     above 0, at most 1; 0.5 is common
   * @throws IllegalArgumentException if there are fewer than two annotators, two with the same
   *     name, one with a frame that occurs twice, or the overlap is out of range
   */
  public static AgreementScore between(List<Annotator> annotators, double leastOverlap) {
    Set<String> names = new HashSet<>();
    annotators.forEach(annotator -> names.add(annotator.name()));
    if (annotators.size() < 2 || names.size() < annotators.size()) {
      throw new IllegalArgumentException(
          "Agreement needs two or more annotators with different names.");
    }
    if (!(leastOverlap > 0 && leastOverlap <= 1)) {
      throw new IllegalArgumentException(
          "Boxes that are the same overlap by more than 0 up to 1, not " + leastOverlap + ".");
    }
    List<CommonFrame> frames = CommonFrame.of(annotators);
    List<PairAgreement> pairs = new ArrayList<>();
    for (int first = 0; first < annotators.size(); first++) {
      for (int second = first + 1; second < annotators.size(); second++) {
        pairs.add(count(frames, first, second, leastOverlap)
            .result(annotators.get(first).name(), annotators.get(second).name()));
      }
    }
    return score(frames, pairs, leastOverlap);
  }

  private static PairCount count(
      List<CommonFrame> frames, int first, int second, double leastOverlap) {
    PairCount count = new PairCount(leastOverlap);
    for (CommonFrame frame : frames) {
      List<Annotation> boxes = frame.found().get(first);
      List<Annotation> others = frame.found().get(second);
      if (boxes != null && others != null) {
        count.add(boxes, others);
      }
    }
    return count;
  }

  private static AgreementScore score(
      List<CommonFrame> frames, List<PairAgreement> pairs, double leastOverlap) {
    List<List<String>> rated = new ArrayList<>();
    List<List<String>> withUnmatched = new ArrayList<>();
    for (CommonFrame frame : frames) {
      for (List<Annotation> object : frame.objects(leastOverlap)) {
        List<String> labels =
            new ArrayList<>(object.stream().map(Annotation::label).toList());
        rated.add(List.copyOf(labels));
        while (labels.size() < frame.annotators()) {
          labels.add(NO_BOX);
        }
        withUnmatched.add(labels);
      }
    }
    return new AgreementScore(
        leastOverlap,
        pairs,
        rated.size(),
        orNull(KrippendorffAlpha.nominal(rated)),
        orNull(KrippendorffAlpha.nominal(withUnmatched)));
  }

  static @Nullable Double orNull(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }
}
