package dev.reelstate.processing.recipe;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The renditions to make of a video: sizes of the shorter side in pixels, largest first. No rung
 * exceeds the source: if the source is smaller than the ladder's largest rung, the top rung has the
 * source's size. Immutable and thread-safe.
 *
 * @param sides the shorter side of each rung, in descending order
 * @param maxRungs the maximum number of rungs for one video
 * @param codec the codec of all rungs
 */
public record Ladder(List<Integer> sides, int maxRungs, VideoCodec codec) {

  /** The shortest side, in pixels, that encoders accept. */
  public static final int MIN_SIDE = 16;

  /**
   * Checks the rungs.
   *
   * @throws IllegalArgumentException if there are none, they do not descend, one is below 16
   *     pixels, or {@code maxRungs} is not positive
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

  /** Creates a ladder in H.264. */
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
