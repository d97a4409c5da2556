package dev.reelstate.processing.media.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A media playlist of pictures or sound, with the segments that are there.
 *
 * @param path its path, relative to the package
 * @param lengths the lengths of the segments in seconds, as the playlist has them
 */
record Rendition(
    String path,
    Playlist playlist,
    InitSegment init,
    List<MediaSegment> segments,
    List<Double> lengths) {

  private static final String MAP = "#EXT-X-MAP";

  /** Reads a playlist and its segments, or those of them that exist. */
  static Rendition read(Path folder, String path) throws IOException {
    Playlist playlist = Playlist.read(folder.resolve(path));
    String map = Playlist.text(Playlist.attributes(playlist.first(MAP).orElse("")), "URI");
    InitSegment init = InitSegment.read(playlist.sibling(map));
    List<MediaSegment> segments = new ArrayList<>();
    List<Double> lengths = new ArrayList<>();
    for (Playlist.Entry entry : playlist.entries()) {
      Path file = playlist.sibling(entry.uri());
      if (Files.exists(file)) {
        segments.add(MediaSegment.read(file, init));
        lengths.add(length(entry));
      }
    }
    return new Rendition(path, playlist, init, segments, lengths);
  }

  static double length(Playlist.Entry entry) {
    String value = entry.tags().getOrDefault("#EXTINF", "0,");
    return Double.parseDouble(value.substring(0, value.indexOf(',')));
  }

  long target() {
    return playlist.number("#EXT-X-TARGETDURATION");
  }

  double duration() {
    return lengths.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Bits per second over all. */
  double average() {
    return segments.stream().mapToLong(MediaSegment::bytes).sum() * 8 / duration();
  }

  /** The peak segment bit rate (RFC 8216, section 4.1). */
  double peak() {
    double peak = 0;
    for (int from = 0; from < lengths.size(); from++) {
      for (int until = from + 1; until <= lengths.size(); until++) {
        double length = lengths.subList(from, until).stream()
            .mapToDouble(Double::doubleValue)
            .sum();
        if (length > 1.5 * target()) {
          break;
        }
        if (length >= 0.5 * target()) {
          peak = Math.max(peak, bits(from, until) / length);
        }
      }
    }
    return peak == 0 ? average() : peak;
  }

  private double bits(int from, int until) {
    return segments.subList(from, until).stream().mapToLong(MediaSegment::bytes).sum() * 8.0;
  }

  /** Pictures per second in the busiest segment of about the usual length. */
  double frameRate() {
    double longest = lengths.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double rate = 0;
    for (int i = 0; i < segments.size(); i++) {
      if (lengths.get(i) >= longest / 2) {
        rate = Math.max(rate, segments.get(i).samples().size() / lengths.get(i));
      }
    }
    return rate;
  }

  /** When segments begin, in seconds, as the playlist has it. */
  List<Double> starts() {
    List<Double> starts = new ArrayList<>();
    double at = 0;
    for (double length : lengths) {
      starts.add(at);
      at += length;
    }
    return starts;
  }
}
