package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.Slice;
import dev.reelstate.evaluation.statistics.Bootstrap;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.Clusters;
import java.util.List;

/**
 * What ranges are drawn from: the videos, or pieces of them if there are fewer than an interval
 * needs. The ranges then speak of other scenes of the same videos. Immutable and thread-safe.
 *
 * @param sequences the videos or pieces
 * @param pieces whether they are pieces
 */
record Drawing(List<Sequence> sequences, boolean pieces) {

  private static final int PIECES = 20;

  /** How much work the ranges of a large run are, in drawn objects. */
  private static final long WORK = 10_000_000;

  private static final int FEWEST_SAMPLES = 100;
  private static final int MOST_SAMPLES = 1000;

  /** Whether so many videos are too few to draw from. */
  static boolean drawsPieces(int videos) {
    return videos < Bootstrap.FEWEST_SEQUENCES;
  }

  static Drawing of(List<Sequence> videos) {
    if (!drawsPieces(videos.size())) {
      return new Drawing(videos, false);
    }
    int scenes = videos.stream().mapToInt(video -> video.scenes().size()).sum();
    int longest = Math.max(1, (scenes + PIECES - 1) / PIECES);
    return new Drawing(Clusters.cut(videos, longest), true);
  }

  Scored score(DetectionSettings settings, Slice slice) {
    return Evaluation.detection(sequences, settings, slice);
  }

  /** How to draw, less often where there is much to draw from. */
  static BootstrapSettings settings(Scored scored) {
    long samples = WORK / Math.max(1, scored.ledger().size());
    return BootstrapSettings.standard()
        .withSamples((int) Math.max(FEWEST_SAMPLES, Math.min(MOST_SAMPLES, samples)));
  }
}
