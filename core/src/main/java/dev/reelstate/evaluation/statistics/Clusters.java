package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts sequences into clusters of consecutive scenes, so that a bootstrap has more to draw from
 * than a few videos.
 *
 * <p>The intervals then speak of other scenes of the same videos rather than of other videos. They
 * are too narrow if clusters are shorter than the time over which scenes resemble each other.
 * Figures that look at each frame on its own, such as average precision, stay the same; those that
 * follow a track over a whole sequence, such as IDF1 and HOTA, are those of the pieces.
 */
public final class Clusters {

  private Clusters() {}

  /**
   * Cuts each sequence into as few clusters as possible, of nearly equal length. A sequence that is
   * cut gives its labels to each cluster and its name with a number from 1, as {@code film#2}.
   *
   * @param sequences the sequences
   * @param scenes how many scenes a cluster has at most, at least 1
   * @return the clusters in the order of the sequences
   * @throws IllegalArgumentException if {@code scenes} is less than 1
   */
  public static List<Sequence> cut(List<Sequence> sequences, int scenes) {
    if (scenes < 1) {
      throw new IllegalArgumentException("A cluster has at least one scene, not " + scenes + ".");
    }
    List<Sequence> clusters = new ArrayList<>();
    for (Sequence sequence : sequences) {
      int pieces = (int) (((long) sequence.scenes().size() + scenes - 1) / scenes);
      if (pieces <= 1) {
        clusters.add(sequence);
        continue;
      }
      for (int piece = 0; piece < pieces; piece++) {
        clusters.add(piece(sequence, piece, pieces));
      }
    }
    return clusters;
  }

  private static Sequence piece(Sequence sequence, int piece, int pieces) {
    List<Scene> all = sequence.scenes();
    int from = (int) ((long) all.size() * piece / pieces);
    int to = (int) ((long) all.size() * (piece + 1) / pieces);
    return new Sequence(
        sequence.name() + "#" + (piece + 1), sequence.labels(), all.subList(from, to));
  }
}
