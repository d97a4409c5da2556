package dev.reelstate.processing.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the edit lists of MP4 and QuickTime files. */
final class EditList {

  private static final Set<String> FOLDERS = Set.of("moov", "trak", "mdia", "edts");

  /** What follows the description of the film; files in fragments have many thousands of these. */
  private static final Set<String> MEDIA = Set.of("mdat", "moof", "sidx");

  private static final int MOST_EDITS = 10_000;
  private static final double ONE = 1 << 16;

  /**
   * One edit.
   *
   * @param media where it begins in the media, in seconds; negative if it shows nothing
   * @param length how long it takes in the film, in seconds
   * @param rate how much faster than recorded it plays
   */
  record Edit(double media, double length, double rate) {

    boolean shows() {
      return media >= 0;
    }
  }

  private final FileBytes file;
  private final Map<Integer, List<Edit>> ticks = new HashMap<>();
  private final Map<Integer, Long> scales = new HashMap<>();
  private long movieScale;
  private int track;

  private EditList(FileBytes file) {
    this.file = file;
  }

  /** The edits of each track that has any, by its number in the file. */
  static Map<Integer, List<Edit>> read(FileBytes file) throws IOException {
    EditList found = new EditList(file);
    new BoxWalk(file, FOLDERS, found::visit).walk();
    Map<Integer, List<Edit>> edits = new HashMap<>();
    found.ticks.forEach((track, list) -> {
      long scale = found.scales.getOrDefault(track, 0L);
      if (scale > 0 && found.movieScale > 0 && !list.isEmpty()) {
        edits.put(track, list.stream().map(edit -> found.inSeconds(edit, scale)).toList());
      }
    });
    return edits;
  }

  private Edit inSeconds(Edit edit, long scale) {
    return new Edit(edit.media() / scale, edit.length() / movieScale, edit.rate());
  }

  private boolean visit(String type, long from, long until) throws IOException {
    switch (type) {
      case "mvhd" -> movieScale = word(from) & 0xFFFFFFFFL;
      case "tkhd" -> track = word(from);
      case "mdhd" -> scales.put(track, word(from) & 0xFFFFFFFFL);
      case "elst" -> ticks.put(track, edits(from, until));
      default -> {
        // says nothing of edits
      }
    }
    return movieScale == 0 || !MEDIA.contains(type);
  }

  /** What follows the two dates that these boxes begin with: a time scale or a number. */
  private int word(long from) throws IOException {
    ByteBuffer body = file.read(from, 24);
    int at = body.hasRemaining() && body.get(0) == 1 ? 20 : 12;
    return body.remaining() < at + 4 ? 0 : body.getInt(at);
  }

  private List<Edit> edits(long from, long until) throws IOException {
    ByteBuffer head = file.read(from, 8);
    if (head.remaining() < 8) {
      return List.of();
    }
    boolean large = head.get(0) == 1;
    int size = large ? 20 : 12;
    long count = Math.min(head.getInt(4) & 0xFFFFFFFFL, MOST_EDITS);
    ByteBuffer body = file.read(from + 8, Math.min(count * size, until - from - 8));
    List<Edit> list = new ArrayList<>();
    while (body.remaining() >= size) {
      double length = large ? body.getLong() : body.getInt() & 0xFFFFFFFFL;
      double media = large ? body.getLong() : body.getInt();
      list.add(new Edit(media, length, body.getInt() / ONE));
    }
    return list;
  }
}
