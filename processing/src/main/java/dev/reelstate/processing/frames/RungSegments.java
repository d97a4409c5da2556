package dev.reelstate.processing.frames;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Pattern;

/** With which frames the segments of a rendition begin. Immutable and thread-safe. */
final class RungSegments {

  /** Far longer than the names of renditions. */
  private static final int LONGEST_NAME = 100;

  /** Playlists state lengths in microseconds, but copied pictures keep ticks of the source. */
  private static final long NEAR = 1000;

  /** A length as our playlists state it: seconds with six decimals. */
  private static final Pattern LENGTH = Pattern.compile("#EXTINF:(\\d{1,9})\\.(\\d{6}),");

  private final String name;
  private final boolean copied;
  private final long[] firsts;

  private RungSegments(String name, boolean copied, long[] firsts) {
    this.name = name;
    this.copied = copied;
    this.firsts = firsts;
  }

  /**
   * Checks what a file says.
   *
   * @throws IOException if these are no segments of a film of so many frames
   */
  static RungSegments checked(String name, boolean copied, long[] firsts, int frames)
      throws IOException {
    boolean ascending = firsts.length > 0 && firsts[0] == 0 && firsts[firsts.length - 1] < frames;
    for (int i = 1; i < firsts.length; i++) {
      ascending &= firsts[i] > firsts[i - 1];
    }
    if (!ascending || name.length() > LONGEST_NAME) {
      throw new IOException("These are no segments of a film of " + frames + " frames.");
    }
    return new RungSegments(name, copied, firsts);
  }

  /**
   * Reads a media playlist (RFC 8216, section 4.3.2.1).
   *
   * @param micros when each frame is shown
   * @param leftOut the frames that encoded renditions leave out
   * @return empty if a segment does not begin with a frame
   */
  static Optional<RungSegments> of(
      String name, boolean copied, String playlist, long[] micros, BitSet leftOut) {
    long[] lengths = lengths(playlist);
    long[] firsts = new long[lengths.length];
    if (micros.length == 0 || lengths.length == 0) {
      return Optional.empty();
    }
    BitSet missing = copied ? new BitSet() : leftOut;
    for (int i = 1; i < lengths.length; i++) {
      int before = (int) firsts[i - 1];
      // From the frame's own time, so that what playlists round does not add up.
      int first = nearest(startOf(before, micros) + lengths[i - 1], micros, missing);
      if (first <= before) {
        return Optional.empty();
      }
      firsts[i] = first;
    }
    return Optional.of(new RungSegments(name, copied, firsts));
  }

  private static long[] lengths(String playlist) {
    return LENGTH
        .matcher(playlist)
        .results()
        .mapToLong(length -> Long.parseLong(length.group(1) + length.group(2)))
        .toArray();
  }

  /** The frame that is shown at a time, or -1 if none is. */
  private static int nearest(long time, long[] micros, BitSet missing) {
    int found = Arrays.binarySearch(micros, time - NEAR);
    int from = found >= 0 ? found : -found - 1;
    int best = -1;
    for (int i = from; i < micros.length && micros[i] <= time + NEAR; i++) {
      boolean nearer = best < 0 || Math.abs(micros[i] - time) < Math.abs(micros[best] - time);
      best = !missing.get(i) && nearer ? i : best;
    }
    return best;
  }

  /** The first segment begins with the film, whenever its first frame comes. */
  private static long startOf(int first, long[] micros) {
    return first == 0 ? 0 : micros[first];
  }

  /** The name of the rendition. */
  String name() {
    return name;
  }

  /** Whether it shows all frames, also those that encoded renditions leave out. */
  boolean copied() {
    return copied;
  }

  /** The number of the first frame of each segment, ascending from 0, in packed form. */
  String packed() {
    return PackedNumbers.pack(firsts, firsts.length);
  }

  /** The segment that has a frame. */
  int segmentOf(long number) {
    int found = Arrays.binarySearch(firsts, number);
    return found >= 0 ? found : -found - 2;
  }

  /** How long after the start of its segment a frame is shown, in microseconds. */
  long offsetOf(long number, long[] micros) {
    return micros[(int) number] - startOf((int) firsts[segmentOf(number)], micros);
  }
}
