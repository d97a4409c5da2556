package dev.reelstate.processing.media.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules that a package breaks, one sentence each. */
final class Faults {

  private final List<String> all = new ArrayList<>();

  /**
   * Notes a fault unless a rule is kept.
   *
   * @param where the file
   * @param rule the rule in words, with a place for each value
   */
  void unless(boolean kept, String where, String rule, @Nullable Object... values) {
    if (!kept) {
      all.add(where + ": " + String.format(Locale.ROOT, rule, values));
    }
  }

  List<String> all() {
    return List.copyOf(all);
  }
}
