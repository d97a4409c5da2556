package dev.reelstate.evaluation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Trait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** COCO's average precision and recall as their definition reads, however long that takes. */
final class SlowCoco {

  private final List<Sequence> images;
  private final String label;
  private final double least;
  private final double most;

  SlowCoco(List<Sequence> images, String label, double least, double most) {
    this.images = images;
    this.label = label;
    this.least = least;
    this.most = most;
  }

  private record Outcome(double score, boolean right) {}

  /** The mean over thresholds, or NaN without truth. */
  double averagePrecision() {
    return IntStream.range(0, 10)
            .mapToDouble(i -> averagePrecision(threshold(i)))
            .sum()
        / 10;
  }

  double averageRecall() {
    return IntStream.range(0, 10)
            .mapToDouble(i -> right(outcomes(threshold(i))) / (double) positives())
            .sum()
        / 10;
  }

  private static double threshold(int i) {
    return (50 + 5 * i) / 100.0;
  }

  private double averagePrecision(double threshold) {
    List<Outcome> ranked = outcomes(threshold);
    double sum = 0;
    for (int level = 0; level <= 100; level++) {
      double best = 0;
      for (int end = 1; end <= ranked.size(); end++) {
        double hits = right(ranked.subList(0, end));
        if (hits / positives() >= level / 100.0 - 1e-12) {
          best = Math.max(best, hits / end);
        }
      }
      sum += best;
    }
    return positives() == 0 ? Double.NaN : sum / 101;
  }

  private static long right(List<Outcome> outcomes) {
    return outcomes.stream().filter(Outcome::right).count();
  }

  private long positives() {
    return images.stream()
        .flatMap(image -> objects(image).stream())
        .filter(this::counts)
        .count();
  }

  private List<Annotation> objects(Sequence image) {
    return image.scenes().get(0).truth().stream()
        .filter(object -> object.label().equals(label))
        .toList();
  }

  private boolean counts(Annotation object) {
    Double own = object.area();
    return !object.traits().contains(Trait.CROWD)
        && !object.traits().contains(Trait.IGNORE)
        && inRange(own == null ? object.box().area() : own);
  }

  private boolean inRange(double area) {
    return area >= least && area <= most;
  }

  private List<Outcome> outcomes(double threshold) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Sequence image : images) {
      outcomes.addAll(outcomes(image, threshold));
    }
    outcomes.sort(Comparator.comparing(outcome -> -outcome.score()));
    return outcomes;
  }

  private List<Outcome> outcomes(Sequence image, double threshold) {
    List<Outcome> outcomes = new ArrayList<>();
    List<Annotation> objects = objects(image);
    Set<Integer> taken = new HashSet<>();
    List<Detection> detections = image.scenes().get(0).detections().stream()
        .filter(one -> one.label().equals(label))
        .sorted(Comparator.comparing(one -> -one.score()))
        .limit(100)
        .toList();
    for (Detection detection : detections) {
      int partner = partner(detection, objects, taken, threshold, true);
      boolean right = partner >= 0;
      if (!right) {
        partner = partner(detection, objects, taken, threshold, false);
      }
      if (partner >= 0 && !objects.get(partner).traits().contains(Trait.CROWD)) {
        taken.add(partner);
      }
      if (right || (partner < 0 && inRange(detection.box().area()))) {
        outcomes.add(new Outcome(detection.score(), right));
      }
    }
    return outcomes;
  }

  private int partner(
      Detection detection,
      List<Annotation> objects,
      Set<Integer> taken,
      double threshold,
      boolean counting) {
    return IntStream.range(0, objects.size())
        .filter(i -> !taken.contains(i) && counts(objects.get(i)) == counting)
        .filter(i -> overlap(detection.box(), objects.get(i)) >= threshold - 1e-12)
        .boxed()
        .max(Comparator.comparing((Integer i) -> overlap(detection.box(), objects.get(i)))
            .thenComparing(Comparator.naturalOrder()))
        .orElse(-1);
  }

  private static double overlap(Box one, Annotation object) {
    Box other = object.box();
    double left = Math.max(one.x(), other.x());
    double upper = Math.max(one.y(), other.y());
    double width = Math.max(0, Math.min(one.right(), other.right()) - left);
    double height = Math.max(0, Math.min(one.bottom(), other.bottom()) - upper);
    double common = width * height;
    boolean crowd = object.traits().contains(Trait.CROWD);
    double whole = crowd ? one.area() : one.area() + other.area() - common;
    return whole == 0 ? 0 : common / whole;
  }
}
