package dev.reelstate.processing;

import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.VideoCodec;
import dev.reelstate.video.VideoTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which renditions are made of a video: sizes of the shorter side, in pixels, largest first. Never above the source: the top
 * rung is the source's own size when that lies below the ladder's largest. Immutable and thread-safe.
 *
 * @param sides the shorter side of each rung, falling
 * @param maxRungs the most rungs made for one video
 * @param codec what they are encoded with
 */
public record Ladder(List<Integer> sides, int maxRungs, VideoCodec codec) {

  /** Encoders need this many pixels on each side. */
  private static final int SMALLEST = 16;

  /** A rung this close below the one above it is left out. */
  private static final double CLOSE = 0.85;

  /** Bits per pixel at 1920x1080 and 30 frames per second; smaller pictures need more, by the fourth root of their area. */
  private static final double BITS_PER_PIXEL = 0.08;

  private static final double FULL_HD = 1920.0 * 1080;

  /**
   * Checks the rungs.
   *
   * @throws IllegalArgumentException if there is none, or they do not fall, or one is below 16 pixels
   */
  public Ladder {
    sides = List.copyOf(sides);
    List<Integer> all = sides;
    boolean falling = IntStream.range(1, sides.size()).allMatch(i -> all.get(i) < all.get(i - 1));
    if (sides.isEmpty() || maxRungs < 1 || !falling || sides.get(sides.size() - 1) < SMALLEST) {
      throw new IllegalArgumentException(
          "A ladder has one or more rungs, largest first, of at least " + SMALLEST + " pixels, not "
              + sides + ".");
    }
  }

  /** A ladder in H.264. */
  public Ladder(List<Integer> sides, int maxRungs) {
    this(sides, maxRungs, VideoCodec.H264);
  }

  /** A copy in another codec. */
  public Ladder in(VideoCodec other) {
    return new Ladder(sides, maxRungs, other);
  }

  /** 1080, 720, 480, 360 and 240, of which at most four are made. */
  public static Ladder standard() {
    return new Ladder(List.of(1080, 720, 480, 360, 240), 4);
  }

  /** A ladder of these sides, largest first, all of which are made where the source allows. */
  public static Ladder of(Integer... sides) {
    return new Ladder(List.of(sides), sides.length);
  }

  /** The rungs for one video, largest first; at least one. */
  public List<Rung> rungsFor(VideoTrack track) {
    int source = Math.min(track.width(), track.height());
    List<Rung> rungs = new ArrayList<>();
    double last = Double.MAX_VALUE;
    for (int side : sides) {
      int fitting = Math.min(side, source);
      if (fitting < last * CLOSE && rungs.size() < maxRungs) {
        rungs.add(rung(track, fitting));
        last = fitting;
      }
    }
    return rungs;
  }

  private Rung rung(VideoTrack track, int side) {
    double scale = (double) side / Math.min(track.width(), track.height());
    double enlarge = Math.max(1, SMALLEST / (scale * Math.min(track.width(), track.height())));
    int width = even(track.width() * scale * enlarge);
    int height = even(track.height() * scale * enlarge);
    long bits = Math.round(bitRate(track, width, height) * shareOfH264());
    return new Rung(side + "p" + codec.suffix(), width, height, bits, codec);
  }

  private static int even(double size) {
    return Math.max(SMALLEST, (int) Math.floor(size / 2 + 0.5 - 1e-9) * 2);
  }

  private static long bitRate(VideoTrack track, int width, int height) {
    double pixels = (double) width * height;
    double frameRate = Math.min(60, Math.max(12, track.frameRate()));
    double wanted = BITS_PER_PIXEL
        * pixels
        * 30
        * Math.pow(pixels / FULL_HD, -0.25)
        * Math.pow(frameRate / 30, 0.75);
    double sourceRate = track.bitRate() * 1.5 * pixels / ((double) track.width() * track.height());
    double useful =
        track.bitRate() > 0 ? Math.min(wanted, Math.max(sourceRate, wanted / 4)) : wanted;
    return Math.max(64_000, Math.round(useful / 1000) * 1000);
  }

  /** How many of the bits of H.264 the codec is given for about the same picture. */
  private double shareOfH264() {
    return switch (codec) {
      case H264 -> 1;
      case AV1 -> 0.6;
      case VP9 -> 0.7;
    };
  }
}
