package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.video.VideoTrack;

/** Sizes that encoders accept: both sides are even, and neither is shorter than the shortest. */
public final class EvenSize {

  /** Nobody sees that a picture is distorted by less. */
  private static final double VISIBLE = 0.015;

  /** How much larger a small picture may become so that its shape fits. */
  private static final int MOST_STEPS = 16;

  /** The largest picture of H.264's levels 5.1 and 5.2, and of OpenH264, with room for rounding. */
  private static final double MOST_PIXELS = 4096 * 2304 - 2 * (4096 + 2304);

  private EvenSize() {}

  /**
   * The size of a film's pictures with another shorter side.
   *
   * @param side the shorter side in pixels, at most that of the film
   */
  public static PictureSize of(VideoTrack track, int side) {
    double scale = (double) side / Math.min(track.width(), track.height());
    double enlarge =
        Math.max(1, Ladder.MIN_SIDE / (scale * Math.min(track.width(), track.height())));
    double area = track.width() * scale * enlarge * track.height() * scale * enlarge;
    double fitting = scale * enlarge * Math.min(1, Math.sqrt(MOST_PIXELS / area));
    return near(track.width() * fitting, track.height() * fitting);
  }

  /** The size closest to the given one; if that would distort it visibly, the next larger one. */
  static PictureSize near(double width, double height) {
    PictureSize closest = new PictureSize(even(width), even(height));
    PictureSize best = closest;
    for (int step = 1; step <= MOST_STEPS && distortion(best, width, height) > VISIBLE; step++) {
      double larger = 1 + 2.0 * step / Math.min(closest.width(), closest.height());
      PictureSize next = new PictureSize(even(width * larger), even(height * larger));
      if (distortion(next, width, height) < distortion(best, width, height)) {
        best = next;
      }
    }
    return best;
  }

  private static double distortion(PictureSize size, double width, double height) {
    return Math.abs(Math.log(size.width() * height / (size.height() * width)));
  }

  private static int even(double size) {
    return Math.max(Ladder.MIN_SIDE, (int) Math.floor(size / 2 + 0.5 - 1e-9) * 2);
  }
}
