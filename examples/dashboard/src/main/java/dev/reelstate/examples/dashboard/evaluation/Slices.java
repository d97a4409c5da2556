package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.annotation.Trait;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The parts of the data that every run is looked at in, by their names. */
final class Slices {

  private static final int MOST_LABELS = 20;

  /** COCO's sizes, in square pixels. */
  private static final double SMALL = 32 * 32;

  private static final double MEDIUM = 96 * 96;

  private Slices() {}

  /** The slices of some sequences, in the order in which they are shown. */
  static Map<String, Slice> of(List<Sequence> sequences) {
    Slice all = Slice.everything();
    Map<String, Slice> slices = new LinkedHashMap<>();
    slices.put("small", all.withAreas(0, SMALL));
    slices.put("medium", all.withAreas(SMALL, MEDIUM));
    slices.put("large", all.withAreas(MEDIUM, Double.POSITIVE_INFINITY));
    slices.put("occluded", all.withTrait(Trait.OCCLUDED));
    slices.put("in full view", all.withoutTrait(Trait.OCCLUDED));
    labels(sequences).stream()
        .limit(MOST_LABELS)
        .forEach(label -> slices.put("label " + label, all.withLabel(label, "yes")));
    return slices;
  }

  private static Set<String> labels(List<Sequence> sequences) {
    Set<String> labels = new TreeSet<>();
    sequences.forEach(sequence -> labels.addAll(sequence.labels().keySet()));
    return labels;
  }
}
