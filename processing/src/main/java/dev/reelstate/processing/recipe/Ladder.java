package dev.reelstate.processing.recipe;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The renditions to make of a video: sizes of the shorter side in pixels, largest first. No rung
 * exceeds the source: if the source is smaller than the ladder's largest rung, the top rung has the
 * source's size. Immutable and thread-safe.
 *
 * <p>Rungs ask for a quality: simple films become small files, hard ones take what they need, up to
 * a limit that suits the size and the source. Bit rates can be asked for instead, for all rungs or
 * for some.
 *
 * @param sides the shorter side of each rung, in descending order
 * @param maxRungs the maximum number of rungs for one video
 * @param codec the codec of all rungs
 * @param bitRates the bit rates of some rungs, in bits per second by the rung's side
 * @param quality the quality of the other rungs: the XPSNR in dB of a film of average difficulty,
 *     {@value #MIN_QUALITY} to {@value #MAX_QUALITY}; or null if they get bit rates that suit their
 *     size and the source
 * @param speed how much work the encoder puts into saving bits; null means {@link Speed#FAST}
 * @param hdr whether the rungs keep a film's high dynamic range; see {@link #keepingHdr}
 * @param perFilm whether sizes and qualities are chosen for each film; see {@link #adapting}
 */
public record Ladder(
    List<Integer> sides,
    int maxRungs,
    VideoCodec codec,
    SortedMap<Integer, Long> bitRates,
    @Nullable Double quality,
    @Nullable Speed speed,
    boolean hdr,
    boolean perFilm) {

  /** The lowest quality that can be asked for, in dB. */
  public static final double MIN_QUALITY = 32;

  /** The highest quality that can be asked for, in dB. */
  public static final double MAX_QUALITY = 44;

  /** The quality of rungs that ask for no other, in dB. */
  public static final double USUAL_QUALITY = 39;

  /** The lowest bit rate that a rung can be given, in bits per second. */
  public static final long MIN_BIT_RATE = 16_000;

  /** The shortest side, in pixels, that encoders accept. */
  public static final int MIN_SIDE = 16;

  /**
   * Checks the rungs.
   *
   * @throws IllegalArgumentException if there are none, they do not descend, one is below 16
   *     pixels, {@code maxRungs} is not positive, a bit rate is too low or that of no rung, the
   *     quality is out of range, or the codec cannot keep a high dynamic range
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
    if (quality != null && !(quality >= MIN_QUALITY && quality <= MAX_QUALITY)) {
      throw new IllegalArgumentException("The quality of a rung is from " + MIN_QUALITY + " to "
          + MAX_QUALITY + " dB, not " + quality + ".");
    }
    if (hdr && !codec.keepsHdr()) {
      throw new IllegalArgumentException(
          "A ladder that keeps a high dynamic range is in AV1 or HEVC, not " + codec + ".");
    }
  }

  private static void requireBitRate(List<Integer> sides, int side, long bits) {
    if (!sides.contains(side) || bits < MIN_BIT_RATE) {
      throw new IllegalArgumentException("A bit rate of at least " + MIN_BIT_RATE
          + " bits per second can be given to the rungs " + sides + ", not " + bits + " to " + side
          + ".");
    }
  }

  /** Creates a ladder of the usual quality. */
  public Ladder(List<Integer> sides, int maxRungs, VideoCodec codec) {
    this(sides, maxRungs, codec, new TreeMap<>(), USUAL_QUALITY, null, false, false);
  }

  /** Creates a ladder of the usual quality in H.264. */
  public Ladder(List<Integer> sides, int maxRungs) {
    this(sides, maxRungs, VideoCodec.H264);
  }

  /** A copy in another codec. */
  public Ladder in(VideoCodec other) {
    return new Ladder(sides, maxRungs, other, bitRates, quality, speed, hdr, perFilm);
  }

  /**
   * A copy with a bit rate for one rung, in place of a quality.
   *
   * @param side the rung's shorter side
   * @param bits bits per second, at least {@value #MIN_BIT_RATE}
   * @throws IllegalArgumentException if there is no such rung, or it is too low
   */
  public Ladder withBitRate(int side, long bits) {
    SortedMap<Integer, Long> all = new TreeMap<>(bitRates);
    all.put(side, bits);
    return new Ladder(sides, maxRungs, codec, all, quality, speed, hdr, perFilm);
  }

  /**
   * A copy that asks for another quality. The figure means the same for every codec and encoder:
   * over many films, their pictures have this XPSNR on average. A film that is easier to encode has
   * a higher one, a harder one a lower one. Encoders that know no constant quality get a bit rate.
   *
   * @param xpsnr in dB, {@value #MIN_QUALITY} to {@value #MAX_QUALITY}; 1 dB more takes some 12 %
   *     more bits
   * @throws IllegalArgumentException if it is out of range
   */
  public Ladder withQuality(double xpsnr) {
    return new Ladder(sides, maxRungs, codec, bitRates, xpsnr, speed, hdr, perFilm);
  }

  /** A copy that asks for bit rates that suit the sizes and the source, whatever the quality. */
  public Ladder byBitRate() {
    return new Ladder(sides, maxRungs, codec, bitRates, null, speed, hdr, perFilm);
  }

  /**
   * A copy whose rungs keep the high dynamic range of films that have one, PQ or HLG: 10 bit, in
   * the colours of BT.2020, with what the film says of its brightness. Films of standard dynamic
   * range get no rungs from it, unless a recipe has no other ladder. Use it beside a ladder
   * without, so that every screen has something to show.
   *
   * @throws IllegalArgumentException if the codec is neither AV1 nor HEVC
   */
  public Ladder keepingHdr() {
    return new Ladder(sides, maxRungs, codec, bitRates, quality, speed, true, perFilm);
  }

  /** A copy whose encoder works faster, or saves more bits; only where a quality is asked for. */
  public Ladder withSpeed(Speed other) {
    return new Ladder(sides, maxRungs, codec, bitRates, quality, other, hdr, perFilm);
  }

  /** The standard ladder, adapted to each film; see {@link #adapting}. */
  public static Ladder adaptive() {
    return standard().adapting();
  }

  /**
   * A copy whose sizes and qualities are chosen for each film. Before it is encoded, a few short
   * scenes are, in all sizes and in a few qualities, at some hundredths of the cost of the film.
   * The first rung then shows as much as the ladder's largest one would, in the size that takes the
   * fewest bits for it; each further rung takes at most two fifths of the bits of the one before;
   * and a rung that buys nothing is left out. The render report says how each was chosen.
   *
   * <p>Films of less than some 25 seconds, films whose pictures are copied, ladders with bit rates,
   * and encoders that know no quality get the ladder as it is.
   */
  public Ladder adapting() {
    return new Ladder(sides, maxRungs, codec, bitRates, quality, speed, hdr, true);
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
