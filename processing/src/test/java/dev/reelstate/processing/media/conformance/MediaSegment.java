package dev.reelstate.processing.media.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The samples of one segment. */
final class MediaSegment {

  private static final int IDR = 5;
  private static final int NOT_SYNC = 0x10000;

  /**
   * One sample, in the ticks of its track.
   *
   * @param end where it ends in the file, in bytes
   */
  record Sample(long decoded, long shown, long duration, boolean sync, long offset, long end) {}

  private final byte[] file;
  private final InitSegment init;
  private final List<Sample> samples = new ArrayList<>();
  private final boolean beginsWithFragment;

  private MediaSegment(byte[] file, InitSegment init) {
    this.file = file;
    this.init = init;
    List<Box> boxes = Box.of(file);
    this.beginsWithFragment =
        boxes.size() > 1 && (boxes.get(0).type() + boxes.get(1).type()).contains("moof");
    boxes.stream().filter(box -> box.type().equals("moof")).forEach(this::addFragment);
  }

  static MediaSegment read(Path path, InitSegment init) throws IOException {
    return new MediaSegment(Files.readAllBytes(path), init);
  }

  private void addFragment(Box fragment) {
    Box track = fragment.get("traf");
    Box header = track.get("tfhd");
    Box time = track.get("tfdt");
    long decoded =
        time.version() == 1 ? time.body().getLong(4) : Integer.toUnsignedLong(time.intAt(4));
    Defaults defaults = new Defaults(header, init);
    for (Box run : track.children(0)) {
      if (run.type().equals("trun")) {
        decoded = addRun(run, fragment.start(), defaults, decoded);
      }
    }
  }

  private long addRun(Box run, int base, Defaults defaults, long start) {
    int flags = run.flags();
    int at = 8;
    long offset = (long) base + run.intAt(at);
    at += 4;
    int first = (flags & 0x4) == 0 ? -1 : at;
    at += first < 0 ? 0 : 4;
    long decoded = start;
    for (int i = 0; i < run.intAt(4); i++) {
      long duration = (flags & 0x100) == 0 ? defaults.duration : unsigned(run, at);
      at += (flags & 0x100) == 0 ? 0 : 4;
      long size = (flags & 0x200) == 0 ? defaults.size : unsigned(run, at);
      at += (flags & 0x200) == 0 ? 0 : 4;
      int own = (flags & 0x400) == 0 ? defaults.flags : run.intAt(at);
      at += (flags & 0x400) == 0 ? 0 : 4;
      int composition = (flags & 0x800) == 0 ? 0 : run.intAt(at);
      at += (flags & 0x800) == 0 ? 0 : 4;
      int effective = i == 0 && first >= 0 ? run.intAt(first) : own;
      samples.add(new Sample(
          decoded,
          decoded + composition,
          duration,
          (effective & NOT_SYNC) == 0,
          offset,
          offset + size));
      decoded += duration;
      offset += size;
    }
    return decoded;
  }

  private static long unsigned(Box box, int at) {
    return Integer.toUnsignedLong(box.intAt(at));
  }

  /** What a fragment's header says of all its samples. */
  private static final class Defaults {
    private long duration;
    private long size;
    private int flags;

    Defaults(Box header, InitSegment init) {
      duration = init.defaultDuration();
      size = init.defaultSize();
      flags = init.defaultFlags();
      int at = 8 + ((header.flags() & 0x1) == 0 ? 0 : 8) + ((header.flags() & 0x2) == 0 ? 0 : 4);
      if ((header.flags() & 0x8) != 0) {
        duration = unsigned(header, at);
        at += 4;
      }
      if ((header.flags() & 0x10) != 0) {
        size = unsigned(header, at);
        at += 4;
      }
      if ((header.flags() & 0x20) != 0) {
        flags = header.intAt(at);
      }
    }
  }

  boolean beginsWithFragment() {
    return beginsWithFragment;
  }

  List<Sample> samples() {
    return samples;
  }

  long bytes() {
    return file.length;
  }

  /** When the first picture or sound is presented, in seconds. */
  double start() {
    return seconds(samples.stream().mapToLong(Sample::shown).min().orElseThrow());
  }

  /** When the last one ends, in seconds. */
  double end() {
    return seconds(
        samples.stream().mapToLong(one -> one.shown() + one.duration()).max().orElseThrow());
  }

  private double seconds(long ticks) {
    return (double) ticks / init.timescale() + init.shift();
  }

  /** Whether nothing before the segment is needed to decode it. */
  boolean independent() {
    Sample first = samples.get(0);
    return first.sync() && (init.nalLengthBytes() == 0 || hasIdr(first));
  }

  private boolean hasIdr(Sample sample) {
    int bytes = init.nalLengthBytes();
    int at = (int) sample.offset();
    while (at + bytes < sample.end()) {
      int length = 0;
      for (int i = 0; i < bytes; i++) {
        length = length << 8 | (file[at + i] & 0xFF);
      }
      if ((file[at + bytes] & 0x1F) == IDR) {
        return true;
      }
      at += bytes + length;
    }
    return false;
  }
}
