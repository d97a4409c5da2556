package dev.reelstate.evaluation.matching;

import java.util.Arrays;

/** Divides pairs into clusters that share no row and no column, which can be solved separately. */
final class Clusters {

  private final int[] parent;

  private Clusters(int members) {
    parent = new int[members];
    Arrays.setAll(parent, member -> member);
  }

  /** The pairs of each cluster, in their order; pairs without a positive weight are left out. */
  static int[][] of(Pairs pairs, double[] weights) {
    Clusters clusters = new Clusters(pairs.rows() + pairs.columns());
    for (int pair = 0; pair < pairs.size(); pair++) {
      if (weights[pair] > 0) {
        clusters.join(pairs.row(pair), pairs.rows() + pairs.column(pair));
      }
    }
    int[] sizes = new int[clusters.parent.length];
    for (int pair = 0; pair < pairs.size(); pair++) {
      sizes[clusters.root(pairs.row(pair))] += weights[pair] > 0 ? 1 : 0;
    }
    int[][] members = new int[sizes.length][];
    Arrays.setAll(members, root -> new int[sizes[root]]);
    Arrays.fill(sizes, 0);
    for (int pair = 0; pair < pairs.size(); pair++) {
      if (weights[pair] > 0) {
        int root = clusters.root(pairs.row(pair));
        members[root][sizes[root]++] = pair;
      }
    }
    return Arrays.stream(members).filter(cluster -> cluster.length > 0).toArray(int[][]::new);
  }

  private void join(int one, int other) {
    parent[root(one)] = root(other);
  }

  private int root(int member) {
    int root = member;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }
}
