package dev.reelstate.examples.quickstart;

import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outputs requested for each video.
 *
 * @param recipe the outputs and the ladder
 * @param jobs how many tasks run at once, or null for the platform's default
 */
record Order(Recipe recipe, @Nullable Integer jobs) {

  /**
   * Reads the options.
   *
   * @throws RefusedException if one is invalid
   */
  static Order of(String[] steps, Integer[] sides, @Nullable Integer jobs) throws RefusedException {
    if (jobs != null && jobs < 1) {
      throw RefusedException.usage("--jobs must be at least 1, not " + jobs + ".");
    }
    Recipe.Builder recipe = Recipe.builder();
    for (String step : steps) {
      recipe.output(output(step.strip()));
    }
    if (sides.length > 0) {
      recipe.ladder(ladder(sides));
    }
    return new Order(recipe.build(), jobs);
  }

  private static Output output(String step) throws RefusedException {
    for (Output output : Output.values()) {
      if (wireName(output).equals(step)) {
        return output;
      }
    }
    String known =
        Arrays.stream(Output.values()).map(Order::wireName).collect(Collectors.joining(", "));
    throw RefusedException.usage(
        "The recipe names an unknown step, \"" + step + "\"; known steps are " + known + ".");
  }

  private static String wireName(Output output) {
    return output.name().toLowerCase(Locale.ROOT);
  }

  private static Ladder ladder(Integer[] sides) throws RefusedException {
    try {
      return Ladder.of(sides);
    } catch (IllegalArgumentException e) {
      throw RefusedException.usage(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The upload key of this order for this version of a file. Repeating an order returns the earlier
   * results; a changed file, or another recipe, is another video.
   */
  String keyFor(Source source) {
    Set<Output> outputs = EnumSet.noneOf(Output.class);
    outputs.addAll(recipe.outputs());
    String whole = String.join(
        "\n",
        List.of(
            source.file().toString(),
            source.version(),
            outputs.toString(),
            recipe.ladders().get(0).toString()));
    return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
