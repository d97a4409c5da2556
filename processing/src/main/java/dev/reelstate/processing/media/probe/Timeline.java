package dev.reelstate.processing.media.probe;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One way to read the times of a file: where each track would begin and end, and how much of the
 * other evidence agrees.
 *
 * @param tracks the spans of the tracks
 */
record Timeline(List<Span> tracks) {

  /** Tracks of one film end within this part of it, beside a second. */
  private static final int TOLERANCE = 100;

  static Timeline of(MediaScan scan, Function<TrackScan, Span> span) {
    List<TrackScan> moving =
        scan.present().stream().filter(track -> track.frames() > 1).toList();
    List<TrackScan> tracks = moving.isEmpty() ? scan.present() : moving;
    return new Timeline(tracks.stream().map(span).toList());
  }

  long start() {
    return tracks.stream().mapToLong(Span::start).min().orElse(0);
  }

  private long end() {
    return tracks.stream().mapToLong(Span::end).max().orElse(0);
  }

  /**
   * How many tracks take all of the time, and whether the header states it.
   *
   * @param declared the duration in the header, in media ticks
   */
  int witnesses(Optional<Long> declared) {
    long start = start();
    long end = end();
    long tolerance = MediaScan.SECOND + (end - start) / TOLERANCE;
    long agreeing = tracks.stream()
        .filter(span -> span.start() - start <= tolerance && end - span.end() <= tolerance)
        .count();
    boolean stated = declared.isPresent() && Math.abs(declared.get() - (end - start)) <= tolerance;
    return (int) agreeing + (stated ? 1 : 0);
  }
}
