package dev.reelstate.processing.frames;

import dev.reelstate.annotation.FrameRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says for every frame of a video its number, its times, whether it is a key frame, and where the
 * renditions have it: the content of the artifact {@link dev.reelstate.video.Artifact#FRAME_MAP}.
 *
 * <p>Numbers count the pictures that a decoder yields, from 0, in presentation order: the order and
 * number in which OpenCV's {@code VideoCapture} and the {@code ffmpeg} program read them. Pictures
 * that an edit list cuts off, or that cannot be decoded, have no number.
 *
 * <p>Times are those at which the outputs show a frame, in every rendition and in every player.
 * Immutable and thread-safe.
 */
public final class FrameMap {

  /**
   * Players give times in their own ticks; so much before a frame is the frame. In microseconds.
   */
  private static final long TOLERANCE = 12;

  private static final int MOST_BYTES = 256 << 20;

  private final SourceClock clock;
  private final long[] stamps;
  private final long[] micros;
  private final BitSet keys;
  private final BitSet leftOut;
  private final List<RungSegments> rungs;

  FrameMap(
      SourceClock clock,
      long[] stamps,
      long[] micros,
      BitSet keys,
      BitSet leftOut,
      List<RungSegments> rungs) {
    this.clock = clock;
    this.stamps = stamps;
    this.micros = micros;
    this.keys = keys;
    this.leftOut = leftOut;
    this.rungs = List.copyOf(rungs);
  }

  /**
   * Reads a map.
   *
   * @param file of the artifact
   * @return the map
   * @throws IOException if the file cannot be read, or is not a frame map of a known version
   */
  public static FrameMap read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /**
   * Reads a map.
   *
   * @param in the content of the artifact, read to its end and not closed
   * @return the map
   * @throws IOException if it cannot be read, or is not a frame map of a known version
   */
  public static FrameMap read(InputStream in) throws IOException {
    byte[] content = in.readNBytes(MOST_BYTES + 1);
    if (content.length > MOST_BYTES) {
      throw new IOException("A frame map has at most " + MOST_BYTES + " bytes.");
    }
    return FrameMapJson.read(new ByteArrayInputStream(content));
  }

  /**
   * Puts the maps of the parts of a film together.
   *
   * @param parts in order, of one source; at least one
   * @return the map of the whole film
   */
  public static FrameMap joined(List<FrameMap> parts) {
    SourceClock clock = parts.get(0).clock;
    Builder builder = new Builder(clock);
    for (FrameMap part : parts) {
      if (!part.clock.equals(clock)) {
        throw new IllegalArgumentException("The parts are not of one source.");
      }
      for (int i = 0; i < part.stamps.length; i++) {
        builder.add(part.stamps[i], part.micros[i], part.keys.get(i), !part.leftOut.get(i));
      }
    }
    return builder.build();
  }

  /**
   * A builder for a map.
   *
   * @param numerator of the length of a tick of the source in seconds
   * @param denominator of the length of a tick of the source in seconds
   * @param start the source's time at which the presentation starts
   * @return a builder without frames
   * @throws IllegalArgumentException if numerator or denominator are not positive
   */
  public static Builder builder(int numerator, int denominator, Duration start) {
    return new Builder(new SourceClock(numerator, denominator, micros(start)));
  }

  private static long micros(Duration time) {
    return Math.floorDiv(time.plusNanos(500).toNanos(), 1000L);
  }

  /**
   * The number of frames.
   *
   * @return 0 or more
   */
  public int size() {
    return stamps.length;
  }

  /**
   * The numerator of the time base of {@link MappedFrame#stamp}.
   *
   * @return of the length of a tick in seconds
   */
  public int timeBaseNumerator() {
    return clock.numerator();
  }

  /**
   * The denominator of the time base of {@link MappedFrame#stamp}.
   *
   * @return of the length of a tick in seconds
   */
  public int timeBaseDenominator() {
    return clock.denominator();
  }

  /**
   * A frame by its number.
   *
   * @param number from 0
   * @return the frame
   * @throws IndexOutOfBoundsException if there is no frame with that number
   */
  public MappedFrame frame(long number) {
    if (number < 0 || number >= stamps.length) {
      throw new IndexOutOfBoundsException(
          "There is no frame " + number + "; the video has " + stamps.length + " frames.");
    }
    int i = (int) number;
    FrameRef ref = FrameRef.of(number, Duration.ofNanos(micros[i] * 1000));
    return new MappedFrame(ref, stamps[i], keys.get(i), !leftOut.get(i));
  }

  /**
   * The frame that is on screen at a time: the last one that is shown by then, or the first one.
   *
   * @param time from the start of the video, such as a player's current time
   * @return the frame, or empty if the video has no frames
   */
  public Optional<MappedFrame> frameAt(Duration time) {
    if (stamps.length == 0) {
      return Optional.empty();
    }
    Duration most = Duration.ofNanos(Long.MAX_VALUE);
    long wanted = (time.compareTo(most) > 0 ? most : time).toNanos() / 1000 + TOLERANCE;
    int found = Arrays.binarySearch(micros, wanted);
    int last = found >= 0 ? found : -found - 2;
    while (last + 1 < micros.length && micros[last + 1] <= wanted) {
      last++;
    }
    return Optional.of(frame(Math.max(0, last)));
  }

  /**
   * The renditions of the HLS package in which the map knows the places of frames, the largest
   * first. A rendition with a segment that does not begin with a frame is not among them.
   *
   * @return their names, such as {@code 720p}; none if the recipe makes no HLS package
   */
  public List<String> rungs() {
    return rungs.stream().map(RungSegments::name).toList();
  }

  /**
   * Where a frame is in the renditions of the HLS package: in which segment, and when in it.
   *
   * @param number from 0
   * @return its place in each of {@link #rungs()} that shows it, in their order
   * @throws IndexOutOfBoundsException if there is no frame with that number
   */
  public List<FramePlace> places(long number) {
    boolean inEncoded = frame(number).inRungs();
    return rungs.stream()
        .filter(rung -> rung.copied() || inEncoded)
        .map(rung -> new FramePlace(
            rung.name(),
            rung.segmentOf(number),
            Duration.ofNanos(rung.offsetOf(number, micros) * 1000)))
        .toList();
  }

  /** The same map, which knows no places in renditions. */
  public FrameMap withoutRungs() {
    return new FrameMap(clock, stamps, micros, keys, leftOut, List.of());
  }

  /**
   * The same map, which also knows the places of the frames in one more rendition.
   *
   * @param rung its name
   * @param copied whether it was copied from the source, and so shows every frame
   * @param playlist its media playlist; of this, the lengths of the segments are read
   * @return a map with the rendition, or this one if the segments do not begin with frames
   */
  public FrameMap withRung(String rung, boolean copied, String playlist) {
    return RungSegments.of(rung, copied, playlist, micros, leftOut)
        .map(added -> {
          List<RungSegments> all = new ArrayList<>(rungs);
          all.add(added);
          return new FrameMap(clock, stamps, micros, keys, leftOut, all);
        })
        .orElse(this);
  }

  /**
   * The number of the frame with a timestamp of the source.
   *
   * @param stamp in ticks of the map's time base
   * @return the number of the first such frame, or empty if there is none
   */
  public OptionalLong numberOf(long stamp) {
    for (int i = 0; i < stamps.length; i++) {
      if (stamps[i] == stamp) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * The map in the form of the artifact.
   *
   * @return JSON in UTF-8
   */
  public byte[] toJson() {
    return FrameMapJson.write(clock, stamps, micros, keys, leftOut, rungs)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Collects the frames of a map in presentation order. Not thread-safe. */
  public static final class Builder {

    private final SourceClock clock;
    private final BitSet keys = new BitSet();
    private final BitSet leftOut = new BitSet();
    private long[] stamps = new long[1024];
    private long[] micros = new long[1024];
    private int count;

    private Builder(SourceClock clock) {
      this.clock = clock;
    }

    /**
     * Adds the next frame, shown at the time that its timestamp says.
     *
     * @param stamp its timestamp in the source
     * @param key whether it is a key frame
     * @return this builder
     */
    public Builder add(long stamp, boolean key) {
      return add(stamp, clock.micros(stamp), key, true);
    }

    /**
     * Adds the next frame. A time that differs from that of the timestamp only by rounding is taken
     * for that; one before that of the previous frame, or before the start, likewise.
     *
     * @param stamp its timestamp in the source
     * @param shownAt when it is shown, in microseconds from the start of the video
     * @param key whether it is a key frame
     * @param inRungs whether encoded renditions show it
     * @return this builder
     */
    public Builder add(long stamp, long shownAt, boolean key, boolean inRungs) {
      if (count == stamps.length) {
        stamps = Arrays.copyOf(stamps, 2 * count);
        micros = Arrays.copyOf(micros, 2 * count);
      }
      stamps[count] = stamp;
      long stated = clock.micros(stamp);
      long time = Math.abs(stated - shownAt) <= TOLERANCE ? stated : shownAt;
      micros[count] = Math.max(count == 0 ? 0 : micros[count - 1], time);
      keys.set(count, key);
      leftOut.set(count, !inRungs);
      count++;
      return this;
    }

    /**
     * The frame that was added last.
     *
     * @return as the map will say it
     * @throws IllegalStateException if none was added
     */
    public MappedFrame latest() {
      if (count == 0) {
        throw new IllegalStateException("No frame was added yet.");
      }
      int last = count - 1;
      FrameRef ref = FrameRef.of(last, Duration.ofNanos(micros[last] * 1000));
      return new MappedFrame(ref, stamps[last], keys.get(last), !leftOut.get(last));
    }

    /**
     * Builds the map.
     *
     * @return the map of the frames that were added
     */
    public FrameMap build() {
      return new FrameMap(
          clock,
          Arrays.copyOf(stamps, count),
          Arrays.copyOf(micros, count),
          (BitSet) keys.clone(),
          (BitSet) leftOut.clone(),
          List.of());
    }
  }
}
