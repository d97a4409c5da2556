package dev.reelstate.processing.media.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What went wrong in a pass without spoiling its result, one sentence each. Thread-safe. */
final class PassWarnings {

  private final List<String> sentences = new ArrayList<>();

  synchronized void add(String sentence) {
    sentences.add(sentence);
  }

  /** Notes packets that could not be decoded, if there are any. */
  void skipped(String what, long count) {
    if (count > 0) {
      add(String.format(Locale.ROOT, "Damaged %s data was skipped in %,d places.", what, count));
    }
  }

  synchronized List<String> sentences() {
    return List.copyOf(sentences);
  }
}
