package dev.reelstate.evaluation.agreement;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.evaluation.matching.Overlap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Counts how two annotators agree. Not thread-safe. */
final class PairCount {

  private final double leastOverlap;
  private final List<String> labels = new ArrayList<>();
  private final List<String> otherLabels = new ArrayList<>();
  private final List<String> unmatched = new ArrayList<>();
  private final List<String> otherUnmatched = new ArrayList<>();
  private long frames;
  private double overlaps;

  PairCount(double leastOverlap) {
    this.leastOverlap = leastOverlap;
  }

  /** Counts a frame that both examined. */
  void add(List<Annotation> boxes, List<Annotation> others) {
    frames++;
    int[] partners = Matching.of(boxes, others, leastOverlap);
    boolean[] taken = new boolean[others.size()];
    for (int box = 0; box < partners.length; box++) {
      Annotation annotation = boxes.get(box);
      if (partners[box] == Matching.NONE) {
        unmatched.add(annotation.label());
      } else {
        Annotation partner = others.get(partners[box]);
        labels.add(annotation.label());
        otherLabels.add(partner.label());
        overlaps += Overlap.between(annotation.box(), partner.box());
        taken[partners[box]] = true;
      }
    }
    for (int other = 0; other < taken.length; other++) {
      if (!taken[other]) {
        otherUnmatched.add(others.get(other).label());
      }
    }
  }

  PairAgreement result(String name, String otherName) {
    long matched = labels.size();
    return new PairAgreement(
        name,
        otherName,
        frames,
        matched,
        unmatched.size(),
        otherUnmatched.size(),
        matched == 0 ? null : overlaps / matched,
        Agreement.orNull(Kappa.of(labels, otherLabels)),
        Agreement.orNull(Kappa.of(
            joined(labels, unmatched, noBoxes(otherUnmatched)),
            joined(otherLabels, noBoxes(unmatched), otherUnmatched))));
  }

  private static List<String> noBoxes(List<String> labels) {
    return Collections.nCopies(labels.size(), Agreement.NO_BOX);
  }

  private static List<String> joined(List<String> one, List<String> two, List<String> three) {
    List<String> all = new ArrayList<>(one);
    all.addAll(two);
    all.addAll(three);
    return all;
  }
}
