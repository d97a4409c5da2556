package dev.reelstate.processing.recipe;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The renditions to make of a video: sizes of the shorter side in pixels, largest first. No rung
 * exceeds the source: if the source is smaller than the ladder's largest rung, the top rung has the
 * source's size. Immutable and thread-safe.
 *
 * @param sides the shorter side of each rung, in descending order
 * @param maxRungs the maximum number of rungs for one video
 * @param codec the codec of all rungs
 * @param bitRates the bit rates of some rungs, in bits per second by the rung's side; the others
 *     get one that suits their size and the source
 */
public record Ladder(
    List<Integer> sides, int maxRungs, VideoCodec codec, SortedMap<Integer, Long> bitRates) {

  /** The lowest bit rate that a rung can be given, in bits per second. */
  public static final long MIN_BIT_RATE = 16_000;

  /** The shortest side, in pixels, that encoders accept. */
  public static final int MIN_SIDE = 16;

  /**
   * Checks the rungs.
   *
   * @throws IllegalArgumentException if there are none, they do not descend, one is below 16
   *     pixels, {@code maxRungs} is not positive, or a bit rate is too low or that of no rung
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
    bitRates = Collections.unmodifiableSortedMap(new TreeMap<>(bitRates));
    bitRates.forEach((side, bits) -> requireBitRate(all, side, bits));
  }

  private static void requireBitRate(List<Integer> sides, int side, long bits) {
    if (!sides.contains(side) || bits < MIN_BIT_RATE) {
      throw new IllegalArgumentException("A bit rate of at least " + MIN_BIT_RATE
          + " bits per second can be given to the rungs " + sides + ", not " + bits + " to " + side
          + ".");
    }
  }

  /** Creates a ladder whose bit rates suit the sizes. */
  public Ladder(List<Integer> sides, int maxRungs, VideoCodec codec) {
    this(sides, maxRungs, codec, new TreeMap<>());
  }

  /** Creates a ladder in H.264. */
  public Ladder(List<Integer> sides, int maxRungs) {
    this(sides, maxRungs, VideoCodec.H264);
  }

  /** A copy in another codec. */
  public Ladder in(VideoCodec other) {
    return new Ladder(sides, maxRungs, other, bitRates);
  }

  /**
   * A copy with a bit rate for one rung.
   *
   * @param side the rung's shorter side
   * @param bits bits per second, at least {@value #MIN_BIT_RATE}
   * @throws IllegalArgumentException if there is no such rung, or it is too low
   */
  public Ladder withBitRate(int side, long bits) {
    SortedMap<Integer, Long> all = new TreeMap<>(bitRates);
    all.put(side, bits);
    return new Ladder(sides, maxRungs, codec, all);
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
