package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.FileSequence;
import dev.reelstate.processing.media.packaging.IndexInFront;
import dev.reelstate.processing.media.packaging.SegmentFiles;
import dev.reelstate.processing.media.probe.MediaScan;
import dev.reelstate.processing.media.probe.TrackScan;
import dev.reelstate.processing.recipe.MediaLimits;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Opens outputs again, as a player would, and refuses those that do not meet the request. */
public final class OutputCheck {

  private static final long TOLERANCE = TimeBase.MEDIA.ticks(Duration.ofMillis(50));

  private final MediaLimits limits;
  private final long end;

  /**
   * Creates a check.
   *
   * @param end where every output must end, in media ticks
   */
  public OutputCheck(MediaLimits limits, long end) {
    this.limits = limits;
    this.end = end;
  }

  /** Checks an MP4 file: index in front, the right streams, each as long as it should be. */
  Duration mp4(Path file, boolean video, boolean audio) throws MediaException, IOException {
    if (!IndexInFront.inFront(file)) {
      throw MediaFailures.invalidOutput("the MP4 file", "has its index after the media");
    }
    return streams(Files.newByteChannel(file), "the MP4 file", video, audio);
  }

  /** Checks an HLS rendition: its playlist and the contents of its segments. */
  Duration rendition(Path playlist, String name, boolean video) throws MediaException, IOException {
    String what = "the rendition " + name;
    double seconds = 0;
    List<Path> files = new ArrayList<>();
    files.add(playlist.resolveSibling(SegmentFiles.INIT));
    for (String line : Files.readAllLines(playlist)) {
      if (line.startsWith("#EXTINF:")) {
        seconds += Double.parseDouble(line.substring("#EXTINF:".length(), line.indexOf(',')));
      } else if (!line.startsWith("#") && !line.isBlank()) {
        files.add(playlist.resolveSibling(line));
      }
    }
    requireDuration(what + "'s playlist", Math.round(seconds * TimeBase.MEDIA.den()));
    return streams(new FileSequence(files), what, video, !video);
  }

  /**
   * Checks the playlist of a rendition whose segments were checked when they were made.
   *
   * @param length its length in media ticks
   */
  Duration adopted(String name, long length) throws MediaException {
    requireDuration("the rendition " + name + "'s playlist", length);
    return TimeBase.MEDIA.duration(length);
  }

  /** Reads all packets of a file with a single track. */
  TrackScan onlyTrack(Path file) throws MediaException, IOException {
    try (Demuxer demuxer = Demuxer.open(Files.newByteChannel(file), "mp4", limits)) {
      return scan(demuxer).get(0);
    }
  }

  /** Checks that renditions are cut at the same places. */
  void aligned(List<List<Long>> starts) throws MediaException {
    for (List<Long> rung : starts) {
      if (!alike(rung, starts.get(0))) {
        throw MediaFailures.invalidOutput(
            "the HLS package", "has renditions whose segments do not begin at the same times");
      }
    }
  }

  /** Allows for rounding, since a copied rung has its own time base. */
  private static boolean alike(List<Long> one, List<Long> other) {
    return one.size() == other.size()
        && IntStream.range(0, one.size()).allMatch(i -> Math.abs(one.get(i) - other.get(i)) <= 1);
  }

  private Duration streams(SeekableByteChannel channel, String what, boolean video, boolean audio)
      throws MediaException {
    try (Demuxer demuxer = Demuxer.open(channel, "mp4", limits)) {
      long videos = demuxer.streams().stream().filter(MediaScan::video).count();
      long audios = demuxer.streams().stream().filter(MediaScan::audio).count();
      if (videos != (video ? 1 : 0) || audios != (audio ? 1 : 0)) {
        throw MediaFailures.invalidOutput(what, "does not have the expected streams");
      }
      long longest = 0;
      for (TrackScan track : scan(demuxer)) {
        long reached = reached(track);
        requireDuration(what, reached);
        longest = Math.max(longest, reached);
      }
      return TimeBase.MEDIA.duration(longest);
    }
  }

  /**
   * Where a track ends. Of pictures that are stored out of order, only the last one surely states
   * it if we have encoded them, and any of them if they were copied.
   */
  private long reached(TrackScan track) {
    return Math.abs(track.endOfLast() - end) < Math.abs(track.end() - end)
        ? track.endOfLast()
        : track.end();
  }

  private static List<TrackScan> scan(Demuxer demuxer) throws MediaException {
    List<TrackScan> tracks = new ArrayList<>();
    for (AVStream stream : demuxer.streams()) {
      tracks.add(new TrackScan(stream));
    }
    AVPacket packet = Packets.make();
    try {
      while (demuxer.read(packet)) {
        tracks.get(packet.stream_index()).add(packet);
      }
    } finally {
      Packets.free(packet);
    }
    tracks.forEach(TrackScan::finish);
    return tracks;
  }

  private void requireDuration(String what, long ticks) throws MediaException {
    if (Math.abs(ticks - end) > TOLERANCE) {
      String finding = String.format(
          Locale.ROOT,
          "lasts %.3f s instead of %.3f s",
          TimeBase.MEDIA.seconds(ticks),
          TimeBase.MEDIA.seconds(end));
      throw MediaFailures.invalidOutput(what, finding);
    }
  }
}
