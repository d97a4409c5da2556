package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
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
 * <p>Implementation note on duration: what the packets fill is the duration. The header's value is
 * used only if it differs by less than a frame, since every other tool shows it for the file. If
 * one track has a hole that the others do not have, such as a last picture of an hour, a second
 * reading closes the holes, and what most of the evidence agrees with is believed: the tracks that
 * take all of the time, and the header.
 */
public final class MediaScan {

  static final long SECOND = TimeBase.MEDIA.den();

  /** How long a single picture is shown whose length nobody states. */
  private static final long ONE_PICTURE = TimeBase.MEDIA.den() / 25;

  private static final long SHORTEST = TimeBase.MEDIA.den() / 1000;

  /** Recordings that begin at every movement have gaps, but not for all of their time. */
  private static final long MOST_GAPING = 1000;

  private static final long LONG = TimeBase.MEDIA.ticks(Duration.ofMinutes(10));
  private static final long TICK = Duration.ofMillis(200).toNanos();

  private final OptionalLong headerStart;
  private final OptionalLong headerDuration;
  private final List<TrackScan> tracks = new ArrayList<>();
  private long packets;
  private boolean trimmed;

  private MediaScan(Demuxer demuxer, long partLength) {
    headerStart = demuxer.startTime();
    headerDuration = demuxer.declaredDuration();
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
        scan.add(demuxer, packet, limits);
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

  private void add(Demuxer demuxer, AVPacket packet, MediaLimits limits) throws MediaException {
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
    return headerStart.isEmpty() || trimmed
        ? tracksStart
        : Math.min(tracksStart, TimeBase.MICROS.toMedia(headerStart.getAsLong()));
  }

  /** The duration in the header, in media ticks. */
  Optional<Long> declared() {
    return headerDuration.isEmpty()
        ? Optional.empty()
        : Optional.of(TimeBase.MICROS.toMedia(headerDuration.getAsLong()));
  }

  /** The duration that the outputs must have, in media ticks. */
  long duration() {
    long measured = Math.max(0, measuredEnd() - start());
    long frame = Math.min(SECOND, longestTypicalStep());
    long least = Math.max(measured - frame, lastPicture() - start() + frame / 2);
    long duration = declared()
        .filter(header -> header >= least && header <= measured + frame)
        .orElse(measured);
    return duration == 0 && pictures() == 1 ? ONE_PICTURE : duration;
  }

  private long longestTypicalStep() {
    return present().stream().mapToLong(TrackScan::typicalStep).max().orElse(0);
  }

  private long lastPicture() {
    return present().stream()
        .filter(track -> !track.isSound())
        .mapToLong(TrackScan::last)
        .max()
        .orElse(start());
  }

  /** The tracks that have frames. */
  List<TrackScan> present() {
    return tracks.stream().filter(track -> !track.empty()).toList();
  }

  /** Whether the times need a second look, because some track has holes that others may fill. */
  boolean isDoubtful() {
    boolean alone = present().size() == 1 && present().get(0).frames() == 1;
    return !alone && (present().stream().anyMatch(TrackScan::hasHoles) || isApart());
  }

  /** Whether a track begins long after another one has ended. */
  private boolean isApart() {
    long lastStart = present().stream().mapToLong(TrackScan::start).max().orElse(0);
    return present().stream()
        .anyMatch(track -> track.frames() > 1 && lastStart - track.end() > Islands.HOLE);
  }

  /**
   * The reading that most of the evidence agrees with. If as much speaks for the holes as against
   * them, they are believed only if all tracks have them and no single frame makes them.
   *
   * @param closed the reading of the same file with its holes closed
   */
  MediaScan orRather(MediaScan closed) {
    boolean absurd = present().stream().anyMatch(TrackScan::endsAbsurdly);
    boolean agreed = present().stream().allMatch(TrackScan::hasHoles)
        && present().stream().noneMatch(TrackScan::hasOutliers);
    int asStored = absurd ? 0 : Timeline.of(this, TrackScan::span).witnesses(declared());
    int withoutOutliers = Timeline.of(this, TrackScan::believed).witnesses(declared());
    int withoutHoles = Timeline.of(closed, TrackScan::span).witnesses(declared());
    int against = Math.max(withoutOutliers, withoutHoles);
    if (asStored > against || (agreed && asStored == against)) {
      return this;
    }
    if (withoutHoles == against) {
      return closed;
    }
    tracks.forEach(TrackScan::forgetOutliers);
    trimmed = true;
    return this;
  }

  private long pictures() {
    return present().stream()
        .filter(track -> !track.isSound())
        .mapToLong(TrackScan::frames)
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
    for (TrackScan track : present()) {
      if (track.isSound()) {
        audioEnd = Math.max(audioEnd, track.end());
      } else {
        videoEnd = Math.max(videoEnd, track.end());
        videoLast = Math.max(videoLast, track.last());
      }
    }
    boolean soundDecides = declared().isEmpty() && audioEnd > videoLast;
    long end = soundDecides ? audioEnd : Math.max(videoEnd, audioEnd);
    return end == Long.MIN_VALUE ? start() : end;
  }
}
