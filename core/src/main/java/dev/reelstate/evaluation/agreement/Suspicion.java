package dev.reelstate.evaluation.agreement;

import dev.reelstate.evaluation.agreement.LabelFault.Kind;
import dev.reelstate.evaluation.matching.Overlap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The doubts of several models about the same place. Not thread-safe. */
final class Suspicion {

  /** From which overlap on two models report the same object. */
  private static final double SAME = 0.5;

  private final Doubt strongest;
  private final Map<String, Double> strengths = new HashMap<>();

  private Suspicion(Doubt strongest) {
    this.strongest = strongest;
  }

  /** Adds a doubt to those of its kind on its scene, the strongest of which come first. */
  static void add(List<Suspicion> suspicions, Doubt doubt) {
    Suspicion suspicion = suspicions.stream()
        .filter(known -> known.isAbout(doubt))
        .findFirst()
        .orElseGet(() -> {
          Suspicion first = new Suspicion(doubt);
          suspicions.add(first);
          return first;
        });
    suspicion.strengths.merge(doubt.model(), doubt.strength(), Math::max);
  }

  boolean isUnseen() {
    return strongest.kind() == Kind.UNSEEN;
  }

  /** Whether all of several models have this doubt. */
  boolean isSharedBy(List<String> models) {
    return models.size() > 1 && strengths.size() == models.size();
  }

  /** The suggestion; models are named in the given order. */
  LabelFault fault(List<String> order) {
    List<String> models = order.stream().filter(strengths::containsKey).toList();
    double wrong = 1;
    for (String model : models) {
      wrong *= 1 - strengths.getOrDefault(model, 0.0);
    }
    return new LabelFault(
        strongest.kind(),
        strongest.sequence(),
        strongest.scene(),
        strongest.truth(),
        strongest.label(),
        strongest.box(),
        1 - wrong,
        models,
        reason(String.join(", ", models)));
  }

  private boolean isAbout(Doubt doubt) {
    return strongest.label().equals(doubt.label())
        && Objects.equals(strongest.truth(), doubt.truth())
        && (doubt.truth() != null || Overlap.between(strongest.box(), doubt.box()) >= SAME);
  }

  private String reason(String models) {
    String label = "\"" + strongest.label() + "\"";
    return switch (strongest.kind()) {
      case MISSING_LABEL ->
        "Nothing is annotated where " + label + " is reported by " + models + ".";
      case WRONG_CLASS ->
        "Another class is annotated where " + label + " is reported by " + models + ".";
      case UNSEEN -> label + " is annotated where nothing is reported by " + models + ".";
    };
  }
}
