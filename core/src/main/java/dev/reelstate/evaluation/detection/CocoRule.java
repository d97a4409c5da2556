package dev.reelstate.evaluation.detection;

import java.util.Arrays;

/**
 * The rule of COCO: in the order of their scores, each detection takes the free object that it
 * overlaps most, the last of equals; and one that is ignored only if there is no other. A crowd is
 * never taken.
 */
public final class CocoRule implements Rule {

  private static final double ALMOST_ONE = 1 - 1e-10;

  @Override
  public int[] match(Group group, double threshold, boolean[] ignored) {
    int[] partners = new int[group.candidates().size()];
    Arrays.fill(partners, NOTHING);
    double least = Math.min(threshold, ALMOST_ONE);
    if (group.most() < least) {
      return partners;
    }
    boolean[] taken = new boolean[ignored.length];
    for (int candidate = 0; candidate < partners.length; candidate++) {
      int best = best(group, candidate, least, ignored, false, taken);
      if (best == NOTHING) {
        best = best(group, candidate, least, ignored, true, taken);
      }
      partners[candidate] = best;
      if (best != NOTHING) {
        taken[best] = !group.targets().get(best).crowd();
      }
    }
    return partners;
  }

  private static int best(
      Group group,
      int candidate,
      double least,
      boolean[] ignored,
      boolean amongIgnored,
      boolean[] taken) {
    int best = NOTHING;
    double most = least;
    for (int target = 0; target < taken.length; target++) {
      if (ignored[target] != amongIgnored || taken[target]) {
        continue;
      }
      double overlap = group.overlap(candidate, target);
      if (overlap >= most) {
        most = overlap;
        best = target;
      }
    }
    return best;
  }

  @Override
  public boolean knowsCrowds() {
    return true;
  }
}
