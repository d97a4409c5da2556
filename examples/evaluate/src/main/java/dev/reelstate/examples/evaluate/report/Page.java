package dev.reelstate.examples.evaluate.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole report.
 *
 * @param title its heading
 * @param subtitle what was scored, in one line
 * @param verdict the gate's verdict, or null without a gate
 * @param sections the parts, in their order
 */
public record Page(
    String title, String subtitle, @Nullable Verdict verdict, List<Section> sections) {

  /**
   * What the gate says.
   *
   * @param word {@code pass}, {@code fail} or {@code inconclusive}
   * @param sentence the word as a sentence
   * @param note how it was judged
   * @param reasons the reasons, a sentence each
   */
  public record Verdict(String word, String sentence, String note, List<String> reasons) {}
}
