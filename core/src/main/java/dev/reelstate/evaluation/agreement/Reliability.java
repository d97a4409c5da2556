package dev.reelstate.evaluation.agreement;

import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How often a model is right, by class. */
final class Reliability {

  /** By class and score: how many detections, and how many of them right, have that score. */
  private final Map<String, NavigableMap<Double, long[]>> detections = new HashMap<>();

  /** By class: how many objects there are, and how many of them were found. */
  private final Map<String, long[]> objects = new HashMap<>();

  Reliability(ModelRun run) {
    for (LedgerEntry entry : run.scored().ledger()) {
      if (entry.verdict() == Verdict.IGNORED || entry.verdict() == Verdict.DUPLICATE) {
        continue;
      }
      count(
          entry.detection()
              ? detections
                  .computeIfAbsent(entry.label(), label -> new TreeMap<>())
                  .computeIfAbsent(score(run, entry), score -> new long[2])
              : objects.computeIfAbsent(entry.label(), label -> new long[2]),
          entry.verdict() == Verdict.HIT);
    }
    detections.values().forEach(Reliability::accumulate);
  }

  static double score(ModelRun run, LedgerEntry entry) {
    return run.sequences()
        .get(entry.sequence())
        .scenes()
        .get(entry.scene())
        .detections()
        .get(entry.index())
        .score();
  }

  /** Which share of the detections of a class with this score or more is right, from 0 to 1. */
  double precision(String label, double score) {
    NavigableMap<Double, long[]> scores = detections.get(label);
    Map.Entry<Double, long[]> from = scores == null ? null : scores.ceilingEntry(score);
    return from == null ? 0 : share(from.getValue());
  }

  /** Which share of the objects of a class is found, from 0 to 1. */
  double recall(String label) {
    return share(objects.getOrDefault(label, new long[2]));
  }

  private static void count(long[] counts, boolean right) {
    counts[0]++;
    counts[1] += right ? 1 : 0;
  }

  /** Adds to each score what has a higher one. */
  private static void accumulate(NavigableMap<Double, long[]> scores) {
    long[] higher = new long[2];
    for (long[] counts : scores.descendingMap().values()) {
      counts[0] += higher[0];
      counts[1] += higher[1];
      higher = counts;
    }
  }

  private static double share(long[] counts) {
    return counts[0] == 0 ? 0 : (double) counts[1] / counts[0];
  }
}
