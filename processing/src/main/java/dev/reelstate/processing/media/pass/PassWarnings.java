package dev.reelstate.processing.media.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Problems in a pass that did not spoil its result, one sentence each. Thread-safe. */
final class PassWarnings {

  private final List<String> sentences = new ArrayList<>();

  synchronized void add(String sentence) {
    sentences.add(sentence);
  }

  /** Adds a warning about packets that could not be decoded, if there are any. */
  void skipped(String what, long count) {
    if (count > 0) {
      String places = count == 1 ? "place" : "places";
      add(String.format(
          Locale.ROOT, "Damaged %s data was skipped in %,d %s.", what, count, places));
    }
  }

  synchronized List<String> sentences() {
    return List.copyOf(sentences);
  }
}
