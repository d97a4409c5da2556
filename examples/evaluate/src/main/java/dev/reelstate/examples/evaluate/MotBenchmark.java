package dev.reelstate.examples.evaluate;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What each benchmark of MOTChallenge makes of the objects that are not scored. */
enum MotBenchmark {
  /** Without distractors. */
  MOT15,
  /** For MOT16, too. */
  MOT17,
  /** With vehicles of other kinds among the distractors. */
  MOT20;

  /** The class of objects that are left out although their class is scored. */
  static final String NOT_CONSIDERED = "not considered";

  private boolean isDistractor(String label) {
    return switch (label) {
      case "person on vehicle", "static person", "distractor", "reflection" -> this != MOT15;
      case "non motorized vehicle" -> this == MOT20;
      default -> false;
    };
  }

  /**
   * The truth as the benchmark sees it. A detection on a distractor counts neither way; one on an
   * object that is merely left out, because it is of another class or its confidence is 0, is a
   * false alarm.
   *
   * @param scored the class that is scored
   */
  LabelledData prepare(LabelledData truth, String scored) {
    List<LabelledObject> objects = new ArrayList<>(truth.objects().size());
    for (LabelledObject object : truth.objects()) {
      objects.add(prepare(object, scored));
    }
    boolean known = truth.categories().stream().anyMatch(one -> one.name().equals(NOT_CONSIDERED));
    List<Category> categories = known
        ? truth.categories()
        : Stream.concat(truth.categories().stream(), Stream.of(Category.of(NOT_CONSIDERED)))
            .toList();
    return new LabelledData(categories, truth.videos(), truth.images(), objects);
  }

  private LabelledObject prepare(LabelledObject object, String scored) {
    if (isDistractor(object.label()) && !object.label().equals(scored)) {
      return object.withTraits(Set.of(Trait.IGNORE));
    }
    boolean considered = object.label().equals(scored) && !object.traits().contains(Trait.IGNORE);
    return considered ? object : object.withLabel(NOT_CONSIDERED).withTraits(Set.of());
  }
}
