package dev.reelstate.processing.format.mot;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import java.util.List;

/** The classes of MOTChallenge, from number 1. */
final class MotClasses {

  static final List<String> NAMES = List.of(
      MotFormat.PEDESTRIAN,
      "person on vehicle",
      "car",
      "bicycle",
      "motorbike",
      "non motorized vehicle",
      "static person",
      "distractor",
      "occluder",
      "occluder on the ground",
      "occluder full",
      "reflection",
      "crowd");

  private MotClasses() {}

  /** The classes that data needs, in the order of their numbers. */
  static List<String> of(LabelledData data) {
    List<String> names = data.categories().stream().map(Category::name).toList();
    return NAMES.containsAll(names) ? NAMES : names;
  }
}
