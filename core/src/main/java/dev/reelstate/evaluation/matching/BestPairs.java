package dev.reelstate.evaluation.matching;

import java.util.Arrays;

/**
 * Chooses pairs of the greatest total weight, one to one.
 *
 * <p>Matrices up to 250,000 entries are solved as one, so that ties end as in the reference tools,
 * which do the same. Larger ones are solved cluster by cluster, which has the same total and needs
 * far less time and memory.
 */
public final class BestPairs {

  private static final int NONE = -1;
  private static final int WHOLE = 250_000;

  private final Pairs pairs;
  private final double[] weights;
  private final int[] pairOfRow;

  private BestPairs(Pairs pairs, double[] weights) {
    this.pairs = pairs;
    this.weights = weights;
    pairOfRow = new int[pairs.rows()];
    Arrays.fill(pairOfRow, NONE);
  }

  /**
   * Chooses pairs.
   *
   * @param weights the weight of each pair; one that is not positive is not chosen
   * @return the pair of each row, or -1 for a row without one
   */
  public static int[] choose(Pairs pairs, double[] weights) {
    BestPairs best = new BestPairs(pairs, weights);
    if (best.compete()) {
      Arrays.fill(best.pairOfRow, NONE);
      best.solve();
    }
    return best.pairOfRow;
  }

  /** Takes every pair, and returns whether any row or column is in several. */
  private boolean compete() {
    boolean[] taken = new boolean[pairs.columns()];
    boolean several = false;
    for (int pair = 0; pair < pairs.size(); pair++) {
      if (weights[pair] > 0) {
        several |= pairOfRow[pairs.row(pair)] != NONE || taken[pairs.column(pair)];
        pairOfRow[pairs.row(pair)] = pair;
        taken[pairs.column(pair)] = true;
      }
    }
    return several;
  }

  private void solve() {
    if ((long) pairs.rows() * pairs.columns() <= WHOLE) {
      int[] all = new int[pairs.size()];
      Arrays.setAll(all, pair -> pair);
      solve(all, new Numbering(pairs.rows(), true), new Numbering(pairs.columns(), true));
      return;
    }
    Numbering rows = new Numbering(pairs.rows(), false);
    Numbering columns = new Numbering(pairs.columns(), false);
    for (int[] cluster : Clusters.of(pairs, weights)) {
      solve(cluster, rows, columns);
      rows.clear();
      columns.clear();
    }
  }

  private void solve(int[] cluster, Numbering rows, Numbering columns) {
    for (int pair : cluster) {
      rows.number(pairs.row(pair));
      columns.number(pairs.column(pair));
    }
    double[] cost = new double[Math.multiplyExact(rows.count(), columns.count())];
    for (int pair : cluster) {
      cost[rows.number(pairs.row(pair)) * columns.count() + columns.number(pairs.column(pair))] =
          -Math.max(0, weights[pair]);
    }
    int[] columnOfRow = Assignment.cheapest(cost, rows.count(), columns.count());
    for (int pair : cluster) {
      int row = pairs.row(pair);
      if (weights[pair] > 0
          && columnOfRow[rows.number(row)] == columns.number(pairs.column(pair))) {
        pairOfRow[row] = pair;
      }
    }
  }
}
