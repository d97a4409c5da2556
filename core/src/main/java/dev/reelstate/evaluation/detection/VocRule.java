package dev.reelstate.evaluation.detection;

import java.util.Arrays;

/**
 * The rule of Pascal VOC: in the order of their scores, each detection stands for the object that
 * it overlaps most, the first of equals. It has found it if no other one has, and is false
 * otherwise, even if it overlaps a free object too.
 */
public final class VocRule implements Rule {

  @Override
  public int[] match(Group group, double threshold, boolean[] ignored) {
    int[] partners = new int[group.candidates().size()];
    Arrays.fill(partners, NOTHING);
    boolean[] taken = new boolean[ignored.length];
    for (int candidate = 0; candidate < partners.length; candidate++) {
      int closest = group.closest(candidate);
      if (closest != NOTHING && group.overlap(candidate, closest) >= threshold && !taken[closest]) {
        partners[candidate] = closest;
        taken[closest] = !ignored[closest];
      }
    }
    return partners;
  }

  @Override
  public boolean knowsCrowds() {
    return false;
  }
}
