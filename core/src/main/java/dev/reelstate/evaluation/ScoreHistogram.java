package dev.reelstate.evaluation;

import dev.reelstate.evaluation.detection.Ranking;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many hits and false alarms have which scores, in bins of equal width. Immutable and
 * thread-safe.
 *
 * @param from where the first bin begins; 0 if all scores are from 0 to 1
 * @param to where the last bin ends, above {@code from}; it has the scores of that end too; 1 if
 *     all scores are from 0 to 1
 * @param hits the number of hits in each bin
 * @param falseAlarms the number of false alarms in each bin
 */
public record ScoreHistogram(
    double from, double to, List<Integer> hits, List<Integer> falseAlarms) {

  /** Copies the lists. */
  public ScoreHistogram {
    hits = List.copyOf(hits);
    falseAlarms = List.copyOf(falseAlarms);
    if (!(from < to) || hits.isEmpty() || hits.size() != falseAlarms.size()) {
      throw new IllegalArgumentException("A histogram needs bins, and a scale that goes up.");
    }
  }

  /** An empty histogram on which the scores of all rankings have a place. */
  static ScoreHistogram scale(Stream<Ranking> rankings, int bins) {
    DoubleSummaryStatistics scores = rankings
        .flatMapToDouble(one -> IntStream.range(0, one.size()).mapToDouble(one::score))
        .summaryStatistics();
    List<Integer> empty = Collections.nCopies(bins, 0);
    if (scores.getCount() == 0 || (scores.getMin() >= 0 && scores.getMax() <= 1)) {
      return new ScoreHistogram(0, 1, empty, empty);
    }
    double to = Math.max(scores.getMax(), Math.nextUp(scores.getMin()));
    return new ScoreHistogram(scores.getMin(), to, empty, empty);
  }

  /** A histogram on the same scale, of the detections that count. */
  ScoreHistogram with(Stream<Ranking> rankings) {
    int[] right = new int[hits.size()];
    int[] wrong = new int[hits.size()];
    rankings.forEach(ranking -> {
      for (int at = 0; at < ranking.size(); at++) {
        int bin = bin(ranking.score(at));
        right[bin] += ranking.isHit(at, ranking.verdicts()) ? 1 : 0;
        wrong[bin] += ranking.isAlarm(at, ranking.verdicts()) ? 1 : 0;
      }
    });
    return new ScoreHistogram(
        from,
        to,
        IntStream.of(right).boxed().toList(),
        IntStream.of(wrong).boxed().toList());
  }

  private int bin(double score) {
    return (int) Math.min(hits.size() - 1, (score - from) / (to - from) * hits.size());
  }
}
