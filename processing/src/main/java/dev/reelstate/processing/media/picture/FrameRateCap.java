package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.video.VideoTrack;

/**
 * Leaves pictures out where a film has more of them than wanted, and keeps the times of the others.
 *
 * <p>Of a steady film every second, third or later picture is kept, so that its motion stays even.
 * Where the rate varies, pictures are kept at the greatest rate; one that comes late entitles to a
 * few that come early, since cameras are not exact. Used by one thread.
 */
public final class FrameRateCap {

  /** Rates are measured from timestamps, which are rounded. */
  private static final double ROUNDING = 0.02;

  /** How many pictures may come early after one that was late. */
  private static final int CREDIT = 2;

  private final double step;
  private final double slack;
  private final double credit;
  private double due = Double.NEGATIVE_INFINITY;

  private FrameRateCap(double step, double slack, double credit) {
    this.step = step;
    this.slack = slack;
    this.credit = credit;
  }

  /**
   * A cap for one film.
   *
   * @param most the most pictures a second
   */
  public static FrameRateCap of(VideoTrack track, double most) {
    if (!track.variableFrameRate() && track.frameRate() > 0) {
      double between = TimeBase.MEDIA.den() / track.frameRate();
      return new FrameRateCap(kept(track.frameRate(), most) * between, between / 2, 0);
    }
    double step = TimeBase.MEDIA.den() / most;
    return new FrameRateCap(step, step / 8, CREDIT * step);
  }

  /** The mean rate that is left of a film's, in pictures a second; 0 if it is unknown. */
  public static double rate(VideoTrack track, double most) {
    return track.variableFrameRate()
        ? Math.min(track.frameRate(), most)
        : track.frameRate() / kept(track.frameRate(), most);
  }

  /** Whether pictures of a film have to be left out. */
  public static boolean exceeds(VideoTrack track, double most) {
    return kept(track.frameRate(), most) > 1;
  }

  /** One in how many pictures is kept. */
  private static int kept(double rate, double most) {
    return Math.max(1, (int) Math.ceil(rate / most - ROUNDING));
  }

  /** Whether to keep the picture at a time, in media ticks. Call for each picture, in order. */
  public boolean keeps(long time) {
    if (time < due - slack) {
      return false;
    }
    due = Math.max(due + step, time + step - credit);
    return true;
  }
}
