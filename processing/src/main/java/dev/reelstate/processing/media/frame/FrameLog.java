package dev.reelstate.processing.media.frame;

import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.frames.MappedFrame;
import dev.reelstate.processing.media.libav.TimeBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Notes every picture of a pass: when it is decoded, and when the pictures are ordered, what
 * becomes of it. If the pictures are only copied, notes their packets instead.
 *
 * <p>One thread notes pictures or packets as they are decoded; another one says what becomes of
 * them, in the same order; the map is made when both have ended.
 */
public final class FrameLog {

  /** Stands for the time of a picture that the outputs do not show. */
  public static final long NOT_SHOWN = Long.MIN_VALUE;

  private record Noted(long stamp, long time, boolean key) {}

  private final long until;
  private final FrameMap.Builder map;
  private final Queue<Noted> decoded = new ConcurrentLinkedQueue<>();
  private final List<Noted> packets = new ArrayList<>();

  /**
   * Creates a log without pictures.
   *
   * @param base the ticks of the source's timestamps
   * @param start the source's time at which the presentation starts
   * @param until where another part of the film begins, in media ticks from the start;
   *     {@link Long#MAX_VALUE} if none does
   */
  public FrameLog(TimeBase base, Duration start, long until) {
    this.until = until;
    this.map = FrameMap.builder(base.num(), base.den(), start);
  }

  /**
   * Notes the next decoded picture.
   *
   * @param stamp its timestamp in the source
   * @param time in media ticks from the start
   */
  public void decoded(long stamp, long time, boolean key) {
    decoded.add(new Noted(stamp, time, key));
  }

  /** Notes the next packet of copied pictures, each of which is a picture; see {@link #decoded}. */
  public void packet(long stamp, long time, boolean key) {
    packets.add(new Noted(stamp, time, key));
  }

  /** Notes that the next decoded picture belongs to an earlier part of the film. */
  public void before() {
    decoded.remove();
  }

  /**
   * Notes what became of the next decoded picture.
   *
   * @param shownAt when the outputs show it, in media ticks from the start, or {@link #NOT_SHOWN}
   */
  public void passed(long shownAt) {
    Noted noted = decoded.remove();
    boolean inRungs = shownAt != NOT_SHOWN;
    if (inRungs || isOurs(noted.time())) {
      map.add(noted.stamp(), micros(inRungs ? shownAt : noted.time()), noted.key(), inRungs);
    }
  }

  /** Whether a picture of this time does not belong to a later part of the film. */
  boolean isOurs(long time) {
    return time < until;
  }

  /** The picture of which was noted last what became of it. */
  MappedFrame latest() {
    return map.latest();
  }

  private static long micros(long ticks) {
    return TimeBase.MEDIA.to(TimeBase.MICROS, ticks);
  }

  /** The map of the pictures. Call once no thread notes anything any more. */
  public FrameMap map() {
    // Packets come in the order of decoding.
    packets.sort(Comparator.comparingLong(Noted::time));
    packets.forEach(noted -> map.add(noted.stamp(), micros(noted.time()), noted.key(), true));
    packets.clear();
    return map.build();
  }
}
