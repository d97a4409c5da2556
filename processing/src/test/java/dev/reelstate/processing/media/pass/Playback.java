package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.packaging.FileSequence;
import dev.reelstate.processing.media.probe.MediaScan;
import dev.reelstate.processing.media.still.Look;
import dev.reelstate.processing.recipe.MediaLimits;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/** What a strict player sees of an output: every packet decoded, every fault counted. */
public final class Playback {

  /** One stream, its times in seconds. */
  static final class Track {
    final boolean video;
    final List<Double> times = new ArrayList<>();
    final List<Double> keys = new ArrayList<>();
    final List<Double> brightness = new ArrayList<>();
    double end;
    long errors;
    int width;
    int height;

    private final Decoder decoder;

    Track(Decoder decoder, boolean video) {
      this.decoder = decoder;
      this.video = video;
    }

    private void decode(@Nullable AVPacket packet) {
      if (packet != null && (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0) {
        keys.add(decoder.timeBase().seconds(packet.pts()));
      }
      decoder.send(packet);
      AVFrame frame = Frames.make();
      while (decoder.receive(frame)) {
        show(frame);
      }
      Frames.free(frame);
      errors = decoder.errors();
    }

    private void show(AVFrame frame) {
      double time = decoder.timeBase().seconds(frame.pts());
      double length = video
          ? decoder.timeBase().seconds(frame.duration())
          : (double) frame.nb_samples() / frame.sample_rate();
      times.add(time);
      end = time + length;
      if (video) {
        width = frame.width();
        height = frame.height();
        brightness.add(Look.of(frame).mean());
      }
    }
  }

  private final List<Track> tracks = new ArrayList<>();

  private Playback() {}

  public static Playback ofFile(Path file) throws IOException, MediaException, LibavException {
    return of(Files.newByteChannel(file));
  }

  static Playback ofPlaylist(Path playlist) throws IOException, MediaException, LibavException {
    List<Path> files = new ArrayList<>(List.of(playlist.resolveSibling("init.mp4")));
    for (String line : Files.readAllLines(playlist)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        files.add(playlist.resolveSibling(line));
      }
    }
    return of(new FileSequence(files));
  }

  private static Playback of(SeekableByteChannel channel) throws MediaException, LibavException {
    Playback playback = new Playback();
    try (Demuxer demuxer = Demuxer.open(channel, "mp4", MediaLimits.standard());
        Scope scope = new Scope()) {
      for (AVStream stream : demuxer.streams()) {
        Decoder decoder = Decoder.open(stream, MediaLimits.standard(), true);
        scope.onClose(decoder::close);
        playback.tracks.add(new Track(decoder, MediaScan.video(stream)));
      }
      playback.decode(demuxer);
    }
    return playback;
  }

  private void decode(Demuxer demuxer) throws MediaException {
    AVPacket packet = avcodec.av_packet_alloc();
    try {
      while (demuxer.read(packet)) {
        tracks.get(packet.stream_index()).decode(packet);
      }
    } finally {
      avcodec.av_packet_free(packet);
    }
    tracks.forEach(track -> track.decode(null));
  }

  public Track video() {
    return tracks.stream().filter(track -> track.video).findFirst().orElseThrow();
  }

  Track audio() {
    return tracks.stream().filter(track -> !track.video).findFirst().orElseThrow();
  }

  int trackCount() {
    return tracks.size();
  }

  long errors() {
    return tracks.stream().mapToLong(track -> track.errors).sum();
  }

  double shortestEnd() {
    return tracks.stream().mapToDouble(track -> track.end).min().orElse(0);
  }

  double longestEnd() {
    return tracks.stream().mapToDouble(track -> track.end).max().orElse(0);
  }

  double latestStart() {
    return tracks.stream().mapToDouble(track -> track.times.get(0)).max().orElse(0);
  }

  /** One line for each track, as a summary of the whole. */
  String dump() {
    StringBuilder text = new StringBuilder();
    for (Track track : tracks) {
      text.append(String.format(
          Locale.ROOT,
          "%s %d frames %.2f..%.2f%s%n",
          track.video ? "video " + track.width + "x" + track.height : "audio",
          track.times.size(),
          track.times.get(0),
          track.end,
          track.video ? " keys " + track.keys : ""));
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
