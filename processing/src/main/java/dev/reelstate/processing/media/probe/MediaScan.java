package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.recipe.MediaLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * When a file's media begins and ends, from its header and from all of its packets.
 *
 * <p>Implementation note on duration: the header is believed where it is near what the packets say,
 * since that is what every other tool shows for the file; it may differ a little in either
 * direction for edit lists, encoder delay and streams of data. Where it says nothing, or something
 * that the packets contradict (a file that was cut off), the packets decide. The length of a last
 * picture is then only a guess of the demuxer, so sound that outlasts the picture's start decides
 * alone.
 */
public final class MediaScan {

  private static final long ABSOLUTE_TOLERANCE = TimeBase.MEDIA.den();

  private final Demuxer demuxer;
  private final List<TrackScan> tracks = new ArrayList<>();

  private MediaScan(Demuxer demuxer, long partLength) {
    this.demuxer = demuxer;
    demuxer.streams().forEach(stream -> tracks.add(new TrackScan(stream, partLength)));
  }

  /**
   * Reads all packets of moving pictures and sound.
   *
   * @param partLength the least time between two places where a stream may be cut into parts
   */
  static MediaScan of(Demuxer demuxer, MediaLimits limits, long partLength) throws MediaException {
    MediaScan scan = new MediaScan(demuxer, partLength);
    demuxer.keepOnly(demuxer.streams().stream()
        .filter(MediaScan::timed)
        .mapToInt(AVStream::index)
        .toArray());
    AVPacket packet = avcodec.av_packet_alloc();
    try {
      while (demuxer.read(packet)) {
        scan.add(packet, limits);
      }
    } finally {
      avcodec.av_packet_free(packet);
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

  static boolean timed(AVStream stream) {
    return video(stream) || audio(stream);
  }

  /** Moving pictures; cover art is something else. */
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

  /** What the header says, in media ticks. */
  Optional<Long> declared() {
    OptionalLong header = demuxer.declaredDuration();
    return header.isEmpty()
        ? Optional.empty()
        : Optional.of(TimeBase.MICROS.toMedia(header.getAsLong()));
  }

  /** What the outputs have to last, in media ticks. */
  long duration() {
    long measured = Math.max(0, measuredEnd() - start());
    long tolerance = ABSOLUTE_TOLERANCE + measured / 100;
    return declared().filter(header -> Math.abs(header - measured) <= tolerance).orElse(measured);
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
