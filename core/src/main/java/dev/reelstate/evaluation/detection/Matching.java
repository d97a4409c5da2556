package dev.reelstate.evaluation.detection;

import java.util.Arrays;
import java.util.List;

/**
 * Which detections of a group are hits and which are false, at each threshold and in each range of
 * areas. Thresholds are bits, the first one the lowest. Immutable and thread-safe.
 */
public final class Matching {

  private final Group group;
  private final Plan plan;
  private final boolean[][] ignored;
  private final int[][] hits;
  private final int[][] alarms;
  private final int[] partners;

  private Matching(Group group, Plan plan) {
    this.group = group;
    this.plan = plan;
    int areas = plan.areas().size();
    this.ignored = new boolean[areas][];
    for (int area = 0; area < areas; area++) {
      ignored[area] = ignored(plan.areas().get(area));
    }
    this.hits = zeros(group.candidates().size(), areas);
    this.alarms = zeros(group.candidates().size(), areas);
    int[][] found = match(0);
    for (int area = 0; area < areas; area++) {
      // Ignored objects come last; where all or none are, that makes no difference.
      boolean same = area == 0 || (isUniform(ignored[area]) && isUniform(ignored[0]));
      fill(area, same ? found : match(area));
    }
    this.partners = found[plan.verdicts()];
  }

  /** Matches a group. */
  public static Matching of(Group group, Plan plan) {
    return new Matching(group, plan);
  }

  private static int[][] zeros(int rows, int columns) {
    int[][] zeros = new int[rows][];
    for (int row = 0; row < rows; row++) {
      zeros[row] = new int[columns];
    }
    return zeros;
  }

  private boolean[] ignored(AreaRange area) {
    boolean[] flags = new boolean[group.targets().size()];
    for (int target = 0; target < flags.length; target++) {
      Target one = group.targets().get(target);
      flags[target] = one.ignored() || !area.contains(one.area());
    }
    return flags;
  }

  private int[][] match(int area) {
    List<Double> thresholds = plan.thresholds();
    int[][] found = new int[thresholds.size()][];
    if (group.most() == 0) {
      int[] nothing = new int[group.candidates().size()];
      Arrays.fill(nothing, Rule.NOTHING);
      Arrays.fill(found, nothing);
      return found;
    }
    for (int threshold = 0; threshold < found.length; threshold++) {
      found[threshold] = plan.rule().match(group, thresholds.get(threshold), ignored[area]);
    }
    return found;
  }

  private void fill(int area, int[][] found) {
    for (int candidate = 0; candidate < hits.length; candidate++) {
      int matched = 0;
      for (int threshold = 0; threshold < found.length; threshold++) {
        int partner = found[threshold][candidate];
        if (partner != Rule.NOTHING) {
          matched |= 1 << threshold;
          hits[candidate][area] |= ignored[area][partner] ? 0 : 1 << threshold;
        }
      }
      double size = group.candidates().get(candidate).box().area();
      if (plan.areas().get(area).contains(size) && plan.limit().contains(size)) {
        alarms[candidate][area] = ~matched & ((1 << found.length) - 1);
      }
    }
  }

  private static boolean isUniform(boolean[] flags) {
    for (boolean flag : flags) {
      if (flag != flags[0]) {
        return false;
      }
    }
    return true;
  }

  /** For each range of areas, the thresholds at which a candidate is a hit. */
  int[] hits(int candidate) {
    return hits[candidate];
  }

  /** For each range of areas, the thresholds at which a candidate is a false alarm. */
  int[] alarms(int candidate) {
    return alarms[candidate];
  }

  /** The ranges of areas in which a target counts, as bits. */
  int areas(int target) {
    int areas = 0;
    for (int area = 0; area < ignored.length; area++) {
      areas |= ignored[area][target] ? 0 : 1 << area;
    }
    return areas;
  }

  /** What was matched. */
  public Group group() {
    return group;
  }

  /** Whether a target counts neither way, for verdicts. */
  public boolean ignored(int target) {
    return ignored[0][target];
  }

  /** The target that a candidate has found, for verdicts, or {@link Rule#NOTHING}. */
  public int partner(int candidate) {
    return partners[candidate];
  }

  /** Whether a candidate is a false alarm, for verdicts. */
  public boolean isAlarm(int candidate) {
    return ((alarms[candidate][0] >> plan.verdicts()) & 1) == 1;
  }
}
