package dev.reelstate.evaluation.detection;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.List;

/** The objects and detections of one class on one scene. Immutable and thread-safe. */
public final class Group {

  private final List<Target> targets;
  private final List<Candidate> candidates;
  private final double[][] overlaps;
  private final double most;

  private Group(List<Target> targets, List<Candidate> candidates, double[][] overlaps) {
    this.targets = targets;
    this.candidates = candidates;
    this.overlaps = overlaps;
    double largest = 0;
    for (double[] row : overlaps) {
      for (double overlap : row) {
        largest = Math.max(largest, overlap);
      }
    }
    this.most = largest;
  }

  /** Sorts the candidates, keeps as many as the plan admits, and measures their overlaps. */
  public static Group of(List<Target> targets, List<Candidate> candidates, Plan plan) {
    List<Candidate> best = best(candidates, plan.most());
    double[][] overlaps = new double[best.size()][];
    for (int candidate = 0; candidate < overlaps.length; candidate++) {
      overlaps[candidate] = new double[targets.size()];
      for (int target = 0; target < targets.size(); target++) {
        overlaps[candidate][target] = overlap(best.get(candidate), targets.get(target), plan);
      }
    }
    return new Group(List.copyOf(targets), best, overlaps);
  }

  private static List<Candidate> best(List<Candidate> candidates, int most) {
    if (candidates.size() < 2) {
      return List.copyOf(candidates);
    }
    List<Candidate> best = new ArrayList<>(candidates);
    best.sort(comparingDouble(Candidate::score).reversed());
    return List.copyOf(best.subList(0, Math.min(most, best.size())));
  }

  private static double overlap(Candidate candidate, Target target, Plan plan) {
    return target.crowd() && plan.rule().knowsCrowds()
        ? plan.overlap().within(candidate.box(), target.box())
        : plan.overlap().ofUnion(candidate.box(), target.box());
  }

  /** The objects, in the order of the scene. */
  public List<Target> targets() {
    return targets;
  }

  /** The detections, the highest score first, equal ones in the order of the scene. */
  public List<Candidate> candidates() {
    return candidates;
  }

  /** How much a candidate and a target overlap, from 0 to 1. */
  public double overlap(int candidate, int target) {
    return overlaps[candidate][target];
  }

  /** The largest of all overlaps, 0 if there are none. */
  double most() {
    return most;
  }

  /** The target that a candidate overlaps most, the first of equals, or {@link Rule#NOTHING}. */
  public int closest(int candidate) {
    int closest = Rule.NOTHING;
    double most = 0;
    for (int target = 0; target < targets.size(); target++) {
      if (overlaps[candidate][target] > most) {
        most = overlaps[candidate][target];
        closest = target;
      }
    }
    return closest;
  }
}
