package dev.reelstate.tracking;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.evaluation.matching.BestPairs;
import dev.reelstate.evaluation.matching.Overlap;
import dev.reelstate.evaluation.matching.Pairs;
import java.util.List;

/** Links tracks and boxes one to one, so that they overlap most in total. */
final class Linking {

  private static final int NONE = -1;

  private final boolean acrossClasses;

  Linking(boolean acrossClasses) {
    this.acrossClasses = acrossClasses;
  }

  /**
   * Chooses a box for each track.
   *
   * @param least the smallest overlap
   * @return the position of each track's box, or -1 for a track without one
   */
  int[] link(List<Track> tracks, List<Annotation> boxes, double least) {
    Pairs pairs = pairs(tracks, boxes, least);
    int[] chosen = BestPairs.choose(pairs, pairs.values());
    for (int track = 0; track < chosen.length; track++) {
      chosen[track] = chosen[track] == NONE ? NONE : pairs.column(chosen[track]);
    }
    return chosen;
  }

  private Pairs pairs(List<Track> tracks, List<Annotation> boxes, double least) {
    Pairs pairs = new Pairs(tracks.size(), boxes.size());
    for (int row = 0; row < tracks.size(); row++) {
      Track track = tracks.get(row);
      double doubt = track.doubt();
      Box expected = widened(track.expected(), doubt);
      for (int column = 0; column < boxes.size(); column++) {
        Annotation box = boxes.get(column);
        if (acrossClasses || box.label().equals(track.label())) {
          double overlap = Overlap.between(expected, widened(box.box(), doubt));
          if (overlap >= least - Overlap.ROUNDING) {
            pairs.add(row, column, overlap);
          }
        }
      }
    }
    return pairs;
  }

  private static Box widened(Box box, double by) {
    return new Box(box.x() - by, box.y() - by, box.width() + 2 * by, box.height() + 2 * by);
  }
}
