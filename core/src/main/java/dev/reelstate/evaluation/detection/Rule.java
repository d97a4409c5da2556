package dev.reelstate.evaluation.detection;

/** Decides which detection has found which object. */
public interface Rule {

  /** What stands for no object. */
  int NOTHING = -1;

  /**
   * Pairs the candidates of a group with its targets.
   *
   * @param threshold the least overlap
   * @param ignored for each target, whether it counts neither way
   * @return for each candidate the position of its target in the group, or {@link #NOTHING}
   */
  int[] match(Group group, double threshold, boolean[] ignored);

  /** Whether a candidate overlaps a crowd by its own share in it, rather than by their union. */
  boolean knowsCrowds();
}
