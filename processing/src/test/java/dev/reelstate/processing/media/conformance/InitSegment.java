package dev.reelstate.processing.media.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an {@code init.mp4} says of its only track. */
final class InitSegment {

  private static final int VISUAL_ENTRY = 78;
  private static final int AUDIO_ENTRY = 28;
  private static final int DECODER_CONFIG = 4;
  private static final int DECODER_SPECIFIC = 5;

  private final List<Box> tracks;
  private final Box track;
  private final Box defaults;
  private final Box entry;
  private final long movieScale;

  private InitSegment(List<Box> tracks, Box movie) {
    this.tracks = tracks;
    this.track = tracks.get(0);
    this.defaults = movie.get("mvex", "trex");
    this.entry = track.get("mdia", "minf", "stbl", "stsd").children(8).get(0);
    Box header = movie.get("mvhd");
    this.movieScale = header.intAt(header.version() == 1 ? 20 : 12);
  }

  static InitSegment read(Path file) throws IOException {
    Box movie = Box.first(Box.of(Files.readAllBytes(file)), "moov").orElseThrow();
    List<Box> tracks =
        movie.children(0).stream().filter(box -> box.type().equals("trak")).toList();
    return new InitSegment(tracks, movie);
  }

  int trackCount() {
    return tracks.size();
  }

  boolean video() {
    return track.get("mdia", "hdlr").intAt(8) == 0x76696465;
  }

  /** Ticks in a second. */
  long timescale() {
    Box header = track.get("mdia", "mdhd");
    return Integer.toUnsignedLong(header.intAt(header.version() == 1 ? 20 : 12));
  }

  /** The presentation time, in seconds, of a sample with the time zero. */
  double shift() {
    Optional<Box> edits = track.find("edts", "elst");
    if (edits.isEmpty()) {
      return 0;
    }
    Box list = edits.get();
    boolean wide = list.version() == 1;
    double shift = 0;
    for (int i = 0; i < list.intAt(4); i++) {
      int at = 8 + i * (wide ? 20 : 12);
      long length = wide ? list.body().getLong(at) : Integer.toUnsignedLong(list.intAt(at));
      long time = wide ? list.body().getLong(at + 8) : list.intAt(at + 4);
      shift += time < 0 ? (double) length / movieScale : -(double) time / timescale();
    }
    return shift;
  }

  long defaultDuration() {
    return Integer.toUnsignedLong(defaults.intAt(12));
  }

  long defaultSize() {
    return Integer.toUnsignedLong(defaults.intAt(16));
  }

  int defaultFlags() {
    return defaults.intAt(20);
  }

  int width() {
    return entry.shortAt(24);
  }

  int height() {
    return entry.shortAt(26);
  }

  int channels() {
    return entry.shortAt(16);
  }

  /** The sample entry's box of a type. */
  Optional<Box> detail(String type) {
    return Box.first(entry.children(video() ? VISUAL_ENTRY : AUDIO_ENTRY), type);
  }

  private Box required(String type) {
    return detail(type).orElseThrow(() -> new IllegalArgumentException("no " + type));
  }

  /** The size of the length of a NAL unit in bytes, or 0 if the pictures are not H.264. */
  int nalLengthBytes() {
    return entry.type().equals("avc1") ? (required("avcC").byteAt(4) & 3) + 1 : 0;
  }

  /** The codec as playlists name it (RFC 6381 and the bindings of AV1 and VP9). */
  String codec() {
    return switch (entry.type()) {
      case "avc1" -> {
        Box avc = required("avcC");
        yield String.format(
            Locale.ROOT, "avc1.%02x%02x%02x", avc.byteAt(1), avc.byteAt(2), avc.byteAt(3));
      }
      case "av01" -> av1(required("av1C"));
      case "vp09" -> {
        Box vp9 = required("vpcC");
        yield String.format(
            Locale.ROOT, "vp09.%02d.%02d.%02d", vp9.byteAt(4), vp9.byteAt(5), vp9.byteAt(6) >> 4);
      }
      case "mp4a" -> "mp4a.40." + audioObjectType(required("esds"));
      default -> entry.type();
    };
  }

  private static String av1(Box box) {
    int depth = (box.byteAt(2) & 0x40) == 0 ? 8 : (box.byteAt(2) & 0x20) == 0 ? 10 : 12;
    return String.format(
        Locale.ROOT,
        "av01.%d.%02d%s.%02d",
        box.byteAt(1) >> 5,
        box.byteAt(1) & 0x1F,
        (box.byteAt(2) & 0x80) == 0 ? "M" : "H",
        depth);
  }

  /** Walks through the descriptors (ISO/IEC 14496-1) to the AudioSpecificConfig. */
  private static int audioObjectType(Box esds) {
    int at = 4;
    while (at < esds.body().limit()) {
      int tag = esds.byteAt(at++);
      while ((esds.byteAt(at) & 0x80) != 0) {
        at++;
      }
      at++;
      if (tag == DECODER_SPECIFIC) {
        return esds.byteAt(at) >> 3;
      }
      at += tag == DECODER_CONFIG ? 13 : 3;
    }
    throw new IllegalArgumentException("an esds without a configuration");
  }
}
