package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.probe.CodecNames;
import dev.reelstate.video.AudioTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Problems in a pass that did not spoil its result, one sentence each. Thread-safe. */
final class PassWarnings {

  /** A film whose pictures begin later than this looks as if it stood still. */
  private static final Duration LATE = Duration.ofMillis(500);

  private final List<String> sentences = new ArrayList<>();

  synchronized void add(String sentence) {
    sentences.add(sentence);
  }

  /**
   * Adds a warning about pictures that begin late, or of which the first cannot be decoded, as in a
   * file that was cut out of a broadcast.
   *
   * @param after the time of the first picture
   */
  void begunLate(Duration after) {
    if (after.compareTo(LATE) > 0) {
      add(String.format(
          Locale.ROOT,
          "The first picture that can be decoded comes after %.1f s; it is shown from the beginning.",
          after.toMillis() / 1e3));
    }
  }

  /** Adds a warning about packets that could not be decoded, if there are any. */
  void skipped(String what, long count) {
    if (count > 0) {
      String places = count == 1 ? "place" : "places";
      add(String.format(
          Locale.ROOT, "Damaged %s data was skipped in %,d %s.", what, count, places));
    }
  }

  /** Adds a warning about frames of sound that could not be converted, if there are any. */
  void silenced(String sound, long count) {
    if (count > 0) {
      add(String.format(
          Locale.ROOT,
          "The sound %s is silent in %,d places whose format cannot be converted.",
          sound,
          count));
    }
  }

  /**
   * Adds a warning about a sound track that is left out.
   *
   * @param otherSpeed whether an edit plays it at another speed
   */
  void leftOut(AudioTrack track, boolean otherSpeed) {
    String language = track.language() == null ? "" : ", " + track.language();
    add(String.format(
        Locale.ROOT,
        "The sound of track %d (%s%s) %s, so it was left out.",
        track.index(),
        CodecNames.of(track.codec()),
        language,
        reason(track, otherSpeed)));
  }

  private static String reason(AudioTrack track, boolean otherSpeed) {
    if (otherSpeed) {
      return "is edited to play at another speed";
    }
    return track.decodable() ? "is one of too many" : "cannot be decoded here";
  }

  synchronized List<String> sentences() {
    return List.copyOf(sentences);
  }
}
