package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.libav.TimeBase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Derives the timing of one stream from its packets, reading each once. All times are in media
 * ticks.
 */
public final class TrackScan {

  /** Pictures arrive in decoding order; no codec reorders one further than this. */
  private static final int REORDER = 32;

  /** No camera's films are shown at more frames per second, nor any sound in shorter packets. */
  private static final double MOST_PER_SECOND = 10_000;

  /** Some recorders count from 1970; nothing is shown later than a hundred years after that. */
  private static final long LATEST = TimeBase.MEDIA.ticks(Duration.ofDays(36_500));

  /** At most this much sound is in a packet of unknown length. */
  private static final long SOUND_GUESS = TimeBase.MEDIA.den() / 25;

  /** Pictures of unknown length may be a second apart, as in time lapses. */
  private static final long PICTURE_GUESS = TimeBase.MEDIA.den();

  /** No packet of sound lasts longer. */
  private static final long LONGEST_SOUND = TimeBase.MEDIA.ticks(Duration.ofMinutes(1));

  /** Longer than this, a last picture is rather a mistake than a picture that is shown. */
  private static final long ABSURD = TimeBase.MEDIA.ticks(Duration.ofMinutes(10));

  private static final long UNKNOWN = avutil.AV_NOPTS_VALUE;

  private final boolean sound;
  private final TimeBase base;
  private long headerStart;
  private final PriorityQueue<Long> window = new PriorityQueue<>();
  private long frames;
  private long keyFrames;
  private long bytes;
  private long first = UNKNOWN;
  private long last = UNKNOWN;
  private long end = UNKNOWN;
  private long lastLength;
  private long lastKey = UNKNOWN;
  private long longestGroup;
  private long shown = UNKNOWN;
  private long shortestStep = Long.MAX_VALUE;
  private long longestStep;
  private long longestFrame;
  private long filled;
  private final long partLength;
  private final Map<Long, Long> cuts = new LinkedHashMap<>();
  private long lastCut = UNKNOWN;
  private long counted;
  private final Islands islands = new Islands();

  public TrackScan(AVStream stream) {
    this(stream, Long.MAX_VALUE);
  }

  /**
   * Creates a scan.
   *
   * @param partLength the minimum time between two places where the stream may be cut into parts
   */
  public TrackScan(AVStream stream, long partLength) {
    this.partLength = partLength;
    sound = stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO;
    base = TimeBase.of(stream.time_base());
    headerStart = stream.start_time() == UNKNOWN ? UNKNOWN : base.toMedia(stream.start_time());
  }

  public void add(AVPacket packet) {
    bytes += packet.size();
    if ((packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0) {
      return;
    }
    frames++;
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    keyFrames += key ? 1 : 0;
    long ticks = packet.pts() == UNKNOWN ? packet.dts() : packet.pts();
    if (ticks == UNKNOWN) {
      return;
    }
    long time = base.toMedia(ticks);
    if (Math.abs(time) > LATEST || time == Long.MIN_VALUE) {
      return;
    }
    long length = base.toMedia(Math.max(0, packet.duration()));
    first = first == UNKNOWN ? time : Math.min(first, time);
    if (last == UNKNOWN || time >= last) {
      last = time;
      lastLength = length;
    }
    longestFrame = Math.max(longestFrame, length);
    filled += length;
    long until = time + length;
    end = end == UNKNOWN ? until : Math.max(end, until);
    if (key) {
      group(time);
      lastKey = time;
      if (lastCut == UNKNOWN || time - lastCut >= partLength) {
        cuts.put(time, 0L);
        lastCut = time;
      }
    }
    window.add(time);
    if (window.size() > REORDER) {
      step(window.remove());
    }
  }

  /** Completes the scan, after the last packet. */
  public void finish() {
    while (!window.isEmpty()) {
      step(window.remove());
    }
    if (end != UNKNOWN) {
      end = lastLength == 0 ? Math.max(end, last + islands.typicalStep()) : end;
      group(end);
    }
  }

  /** Whether the track has holes, or a last frame so long that it is one. */
  boolean hasHoles() {
    return islands.count() > 1 || lastLength > Islands.HOLE;
  }

  /** Whether a single timestamp or length makes a hole at either end. */
  boolean hasOutliers() {
    return !empty() && (islands.hasStrays() || lastLength > Islands.HOLE);
  }

  /** Whether a single frame at the end takes far more time than everything before it. */
  boolean endsAbsurdly() {
    long believed = believed().length();
    return hasOutliers() && frames > 1 && span().length() > Math.max(ABSURD, 10 * believed);
  }

  /** The time that the track takes. */
  Span span() {
    return new Span(start(), end);
  }

  /** The time that the track takes without single frames that are far from the others. */
  Span believed() {
    if (!hasOutliers()) {
      return span();
    }
    Span inner = islands.withoutStrays();
    boolean begins = inner.start() <= first;
    boolean ends = inner.end() >= last && lastLength <= Islands.HOLE;
    return new Span(
        begins ? start() : inner.start(), ends ? end : inner.end() + islands.typicalStep());
  }

  /** Forgets the times of single frames that are far from the others. */
  void forgetOutliers() {
    if (hasOutliers()) {
      Span believed = believed();
      headerStart = UNKNOWN;
      first = believed.start();
      end = believed.end();
      last = islands.withoutStrays().end();
      longestFrame = Math.min(longestFrame, Islands.HOLE);
    }
  }

  /** The usual time between two frames; 0 for fewer than two. */
  long typicalStep() {
    return islands.typicalStep();
  }

  private void group(long until) {
    if (lastKey != UNKNOWN) {
      longestGroup = Math.max(longestGroup, until - lastKey);
    }
  }

  private void step(long time) {
    cuts.computeIfPresent(time, (cut, before) -> before == 0 ? counted : before);
    counted++;
    islands.add(time);
    if (shown != UNKNOWN && time > shown) {
      shortestStep = Math.min(shortestStep, time - shown);
      longestStep = Math.max(longestStep, time - shown);
    }
    shown = time;
  }

  boolean isSound() {
    return sound;
  }

  boolean empty() {
    return end == UNKNOWN;
  }

  public long frames() {
    return frames;
  }

  long keyFrames() {
    return keyFrames;
  }

  long bytes() {
    return bytes;
  }

  /**
   * The start of the stream. The container knows it better than the packets if samples are skipped
   * at the start.
   */
  public long start() {
    return headerStart == UNKNOWN ? first : headerStart;
  }

  /** The start of the last frame. */
  long last() {
    return last;
  }

  /** When the frame ends that ends last. */
  public long end() {
    return end;
  }

  /**
   * When the frame ends that begins last. In MP4, where pictures are stored out of order, that of
   * others is not stated.
   */
  public long endOfLast() {
    return last + lastLength;
  }

  /**
   * Key frames at least the part length apart, including the first one, by their times, and how
   * many pictures are shown before each.
   */
  Map<Long, Long> cuts() {
    return cuts;
  }

  /** The lengths of all frames together; a guess if the container does not state them. */
  long filled() {
    return filled > 0 ? filled : frames * (sound ? SOUND_GUESS : PICTURE_GUESS);
  }

  long longestGroup() {
    return longestGroup;
  }

  /** Frames per second, or 0 for fewer than two frames. */
  double rate() {
    return frames < 2 || last <= first ? 0 : (frames - 1) / TimeBase.MEDIA.seconds(last - first);
  }

  /**
   * Whether the times of the frames can be true. A wrong clock shows a film within a millisecond,
   * or has minutes of sound in one packet.
   */
  boolean plausible() {
    boolean tooFast = frames > 2 && (last <= first || rate() > MOST_PER_SECOND);
    boolean tooSlow = sound && longestFrame > LONGEST_SOUND;
    return empty() || !(tooFast || tooSlow);
  }

  /**
   * Whether the intervals between frames differ visibly, and by more than two of the container's
   * ticks.
   */
  boolean variable() {
    long rounding = Math.max(base.toMedia(2), TimeBase.MEDIA.den() / 1000);
    return longestStep > 0 && longestStep - shortestStep > rounding;
  }
}
