package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.ReadingListener;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.recipe.MediaLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Determines when a file's media begins and ends, from its header and all of its packets.
 *
 * <p>Implementation note on duration: the header's value is used if it is close to that of the
 * packets, since every other tool shows it for the file; it may differ a little in either direction
 * because of edit lists, encoder delay and data streams. If the header has none, or the packets
 * contradict it (a truncated file), the packets decide. The demuxer then only guesses the length of
 * the last picture, so sound that outlasts the start of that picture decides alone.
 */
public final class MediaScan {

  private static final long ABSOLUTE_TOLERANCE = TimeBase.MEDIA.den();

  /** How long a single picture is shown whose length nobody states. */
  private static final long ONE_PICTURE = TimeBase.MEDIA.den() / 25;

  private static final long SHORTEST = TimeBase.MEDIA.den() / 1000;

  /** Recordings that begin at every movement have gaps, but not for all of their time. */
  private static final long MOST_GAPING = 1000;

  private static final long LONG = TimeBase.MEDIA.ticks(Duration.ofMinutes(10));
  private static final long TICK = Duration.ofMillis(200).toNanos();

  private final Demuxer demuxer;
  private final List<TrackScan> tracks = new ArrayList<>();
  private long packets;

  private MediaScan(Demuxer demuxer, long partLength) {
    this.demuxer = demuxer;
    demuxer.streams().forEach(stream -> tracks.add(new TrackScan(stream, partLength)));
  }

  /**
   * Reads all packets, also those that are only counted.
   *
   * @param bytes the size of the file
   * @param partLength the minimum time between two places where a stream may be cut into parts
   */
  static MediaScan of(
      Demuxer demuxer, MediaLimits limits, long bytes, long partLength, ReadingListener listener)
      throws MediaException {
    long most = limits.packets(bytes);
    MediaScan scan = new MediaScan(demuxer, partLength);
    AVPacket packet = Packets.make();
    long told = System.nanoTime();
    try {
      while (demuxer.read(packet)) {
        requireAtMost(++scan.packets, most);
        scan.add(packet, limits);
        if (System.nanoTime() - told > TICK) {
          listener.onRead(demuxer.bytesRead());
          told = System.nanoTime();
        }
      }
    } finally {
      Packets.free(packet);
    }
    scan.tracks.forEach(TrackScan::finish);
    return scan;
  }

  private void add(AVPacket packet, MediaLimits limits) throws MediaException {
    int index = packet.stream_index();
    if (index >= tracks.size() || !timed(demuxer.streams().get(index))) {
      return;
    }
    TrackScan track = tracks.get(index);
    track.add(packet);
    if (video(demuxer.streams().get(index)) && track.frames() > limits.maxFrames()) {
      throw MediaFailures.limit("pictures", track.frames(), limits.maxFrames());
    }
  }

  private static void requireAtMost(long packets, long most) throws MediaException {
    if (packets > most) {
      throw MediaFailures.tooCostly("packets of media", packets, most);
    }
  }

  static boolean timed(AVStream stream) {
    return video(stream) || audio(stream);
  }

  /** Whether a stream holds moving pictures, which cover art does not. */
  public static boolean video(AVStream stream) {
    return stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO
        && (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) == 0;
  }

  public static boolean audio(AVStream stream) {
    return stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO;
  }

  TrackScan track(int index) {
    return tracks.get(index);
  }

  /** The first presentation time of any stream, in media ticks. */
  long start() {
    long tracksStart = tracks.stream()
        .filter(track -> !track.empty())
        .mapToLong(TrackScan::start)
        .min()
        .orElse(0);
    OptionalLong header = demuxer.startTime();
    return header.isEmpty()
        ? tracksStart
        : Math.min(tracksStart, TimeBase.MICROS.toMedia(header.getAsLong()));
  }

  /** The duration in the header, in media ticks. */
  Optional<Long> declared() {
    OptionalLong header = demuxer.declaredDuration();
    return header.isEmpty()
        ? Optional.empty()
        : Optional.of(TimeBase.MICROS.toMedia(header.getAsLong()));
  }

  /** The duration that the outputs must have, in media ticks. */
  long duration() {
    long measured = Math.max(0, measuredEnd() - start());
    long tolerance = Math.min(measured / 2, ABSOLUTE_TOLERANCE + measured / 100);
    long duration =
        declared().filter(header -> Math.abs(header - measured) <= tolerance).orElse(measured);
    return duration == 0 && pictures() == 1 ? ONE_PICTURE : duration;
  }

  private long pictures() {
    return demuxer.streams().stream()
        .filter(MediaScan::video)
        .mapToLong(stream -> tracks.get(stream.index()).frames())
        .sum();
  }

  /**
   * Whether the times of the file can be true: it takes some time, and something fills at least a
   * small part of it.
   */
  boolean plausible() {
    long duration = duration();
    long filled = tracks.stream().mapToLong(TrackScan::filled).max().orElse(0);
    boolean gaping = duration > LONG && duration / MOST_GAPING > filled;
    return duration >= SHORTEST && !gaping;
  }

  private long measuredEnd() {
    long videoEnd = Long.MIN_VALUE;
    long videoLast = Long.MIN_VALUE;
    long audioEnd = Long.MIN_VALUE;
    for (int i = 0; i < tracks.size(); i++) {
      TrackScan track = tracks.get(i);
      if (track.empty()) {
        continue;
      }
      if (video(demuxer.streams().get(i))) {
        videoEnd = Math.max(videoEnd, track.end());
        videoLast = Math.max(videoLast, track.last());
      } else {
        audioEnd = Math.max(audioEnd, track.end());
      }
    }
    boolean soundDecides = declared().isEmpty() && audioEnd > videoLast;
    long end = soundDecides ? audioEnd : Math.max(videoEnd, audioEnd);
    return end == Long.MIN_VALUE ? start() : end;
  }
}
