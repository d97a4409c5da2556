package dev.reelstate.processing.ladder;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec.Pictures;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.picture.EvenSize;
import dev.reelstate.processing.media.picture.FrameRateCap;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.video.VideoRange;
import dev.reelstate.video.VideoTrack;
import java.util.ArrayList;
import java.util.List;

/** Turns the sides of a ladder into the sizes and bit rates of one video's rungs. */
public final class Rungs {

  /** A rung this close to the one above it is left out. */
  private static final double CLOSE = 0.85;

  /**
   * Bits per pixel at 1920x1080 and 30 frames per second; smaller pictures need more, by the fourth
   * root of their area.
   */
  private static final double BITS_PER_PIXEL = 0.08;

  /** The most bits where a quality is asked for, as a multiple of a suitable bit rate. */
  private static final double ROOM = 1.5;

  private static final double FULL_HD = 1920.0 * 1080;

  private Rungs() {}

  /** The rungs of a ladder for one video, largest first; at least one. */
  public static List<Rung> of(Ladder ladder, VideoTrack track) {
    return of(ladder, track, FrameRateCap.rate(track, Pictures.USUAL.maxFrameRate()));
  }

  /**
   * The same at a frame rate.
   *
   * @param frameRate mean pictures a second of the rungs; 0 if unknown
   */
  public static List<Rung> of(Ladder ladder, VideoTrack track, double frameRate) {
    int source = Math.min(track.width(), track.height());
    List<Rung> rungs = new ArrayList<>();
    double last = Double.MAX_VALUE;
    for (int side : ladder.sides()) {
      int fitting = Math.min(side, source);
      if (fitting < last * CLOSE && rungs.size() < ladder.maxRungs()) {
        rungs.add(rung(ladder, side, track, frameRate, fitting));
        last = fitting;
      }
    }
    return rungs;
  }

  /** A rung of a side that fits the source, in place of one of the ladder's. */
  private static Rung rung(
      Ladder ladder, int wanted, VideoTrack track, double frameRate, int side) {
    VideoCodec codec = ladder.codec();
    VideoRange range = ladder.hdr() ? track.range() : VideoRange.SDR;
    PictureSize size = EvenSize.of(track, side);
    int width = size.width();
    int height = size.height();
    String name = side + "p" + codec.suffix();
    Long given = ladder.bitRates().get(wanted);
    if (given != null) {
      return new Rung(name, width, height, given, codec).in(range);
    }
    double suitable = bitRate(track, frameRate, width, height) * shareOfH264(codec);
    Double quality = ladder.quality();
    long bits = Math.round(quality == null ? suitable : suitable * ROOM);
    return new Rung(name, width, height, bits, codec, quality, ladder.speed(), null).in(range);
  }

  private static long bitRate(VideoTrack track, double frameRate, int width, int height) {
    double pixels = (double) width * height;
    double wanted = BITS_PER_PIXEL
        * pixels
        * 30
        * Math.pow(pixels / FULL_HD, -0.25)
        * Math.pow(Math.max(12, frameRate) / 30, 0.75);
    double sourceRate = track.bitRate() * 1.5 * pixels / ((double) track.width() * track.height());
    double useful =
        track.bitRate() > 0 ? Math.min(wanted, Math.max(sourceRate, wanted / 4)) : wanted;
    return Math.max(64_000, Math.round(useful / 1000) * 1000);
  }

  /** The share of H.264's bits at which a codec reaches about the same quality. */
  private static double shareOfH264(VideoCodec codec) {
    return switch (codec) {
      case H264 -> 1;
      case AV1 -> 0.6;
      case HEVC, VP9 -> 0.7;
    };
  }
}
