package dev.reelstate.evaluation.detection;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What became of all objects and detections of one class. Filled once, by one thread. */
public final class Marks {

  private final List<Mark> detections = new ArrayList<>();
  private final List<Positive> objects = new ArrayList<>();

  /** A detection. */
  static final class Mark {

    private final double score;
    private final int sequence;
    private final int rank;
    private final int[] hits;
    private final int[] alarms;

    private Mark(int sequence, int rank, Matching matching) {
      this.score = matching.group().candidates().get(rank).score();
      this.sequence = sequence;
      this.rank = rank;
      this.hits = matching.hits(rank);
      this.alarms = matching.alarms(rank);
    }

    double score() {
      return score;
    }

    int sequence() {
      return sequence;
    }

    /** How many detections of its class and scene come before it. */
    int rank() {
      return rank;
    }

    /** The thresholds at which it is a hit, as bits. */
    int hits(int area) {
      return hits[area];
    }

    /** The thresholds at which it is a false alarm, as bits. */
    int alarms(int area) {
      return alarms[area];
    }

    private boolean counts(int area) {
      return (hits[area] | alarms[area]) != 0;
    }
  }

  /**
   * An object.
   *
   * @param sequence the position of its sequence
   * @param areas the ranges of areas in which it counts, as bits
   */
  record Positive(int sequence, int areas) {

    boolean counts(int area) {
      return ((areas >> area) & 1) == 1;
    }
  }

  /** Adds a scene of a sequence. */
  public void add(int sequence, Matching matching) {
    for (int rank = 0; rank < matching.group().candidates().size(); rank++) {
      detections.add(new Mark(sequence, rank, matching));
    }
    for (int target = 0; target < matching.group().targets().size(); target++) {
      objects.add(new Positive(sequence, matching.areas(target)));
    }
  }

  /** The rankings in each range of areas. */
  public List<Ranking> rankings(Plan plan) {
    detections.sort(comparingDouble(Mark::score).reversed());
    return IntStream.range(0, plan.areas().size())
        .mapToObj(area -> new Ranking(
            detections.stream().filter(mark -> mark.counts(area)).toList(),
            objects.stream()
                .filter(object -> object.counts(area))
                .mapToInt(Positive::sequence)
                .toArray(),
            area,
            plan.verdicts()))
        .toList();
  }
}
