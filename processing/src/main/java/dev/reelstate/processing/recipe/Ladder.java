package dev.reelstate.processing.recipe;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which renditions are made of a video: sizes of the shorter side, in pixels, largest first. Never
 * above the source: the top rung is the source's own size when that lies below the ladder's
 * largest. Immutable and thread-safe.
 *
 * @param sides the shorter side of each rung, falling
 * @param maxRungs the most rungs made for one video
 * @param codec what they are encoded with
 */
public record Ladder(List<Integer> sides, int maxRungs, VideoCodec codec) {

  /** The shortest side, in pixels, that encoders accept. */
  public static final int MIN_SIDE = 16;

  /**
   * Checks the rungs.
   *
   * @throws IllegalArgumentException if there is none, or they do not fall, or one is below 16
   *     pixels
   */
  public Ladder {
    sides = List.copyOf(sides);
    List<Integer> all = sides;
    boolean falling = IntStream.range(1, sides.size()).allMatch(i -> all.get(i) < all.get(i - 1));
    if (sides.isEmpty() || maxRungs < 1 || !falling || sides.get(sides.size() - 1) < MIN_SIDE) {
      throw new IllegalArgumentException(
          "A ladder has one or more rungs, largest first, of at least " + MIN_SIDE + " pixels, not "
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
}
