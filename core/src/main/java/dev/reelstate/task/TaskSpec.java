package dev.reelstate.task;

import dev.reelstate.StoredText;
import java.util.Set;

/**
 * A task to plan.
 *
 * @param step the step's name
 * @param part which part of the step, from 0
 * @param after names of steps of the same plan; every part of each must have succeeded before this
 *     task may start
 * @param weight its share of the whole work, relative to the other tasks; positive
 * @param input the step's input, in a format that the step chooses (JSON by convention); may be
 *     empty
 */
public record TaskSpec(String step, int part, Set<String> after, double weight, String input) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the name is not lower-case words with dashes, a number is
   *     out of range, or the input contains characters that {@linkplain StoredText no store can
   *     keep}
   */
  public TaskSpec {
    if (!step.matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException(
          "A step's name is up to 64 lower-case letters, digits and dashes, not \"" + step + "\".");
    }
    if (part < 0 || !(weight > 0)) {
      throw new IllegalArgumentException(
          "A task's part must not be negative, and its weight must be positive.");
    }
    StoredText.text("the task's input", input);
    after = Set.copyOf(after);
    if (after.contains(step)) {
      throw new IllegalArgumentException("The step \"" + step + "\" waits for itself.");
    }
  }
}
