package dev.reelstate.processing.steps;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.spi.Step;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks up the host's steps that a recipe names. */
final class HostSteps {

  private HostSteps() {}

  /**
   * The steps that a recipe names, each after those that it waits for.
   *
   * @param registered the host's steps, by name
   * @throws ReelstateException INVALID_REQUEST, naming the step, if one is not registered or waits
   *     for one that is not among the recipe's
   */
  static List<Step> named(Recipe recipe, Map<String, Step> registered) {
    return inOrder(
        recipe.steps().stream().map(name -> lookUp(name, registered)).toList(),
        "among the recipe's steps before publishing");
  }

  /**
   * Checks that no registered steps wait for unknown ones or for each other.
   *
   * @throws ReelstateException INVALID_REQUEST, naming the step
   */
  static void requireSound(Map<String, Step> registered) {
    inOrder(
        registered.values().stream().sorted(Comparator.comparing(Step::name)).toList(),
        "a registered step");
  }

  private static Step lookUp(String name, Map<String, Step> registered) {
    Step step = registered.get(name);
    if (step == null) {
      throw invalid("The recipe names the step \"" + name
          + "\", which is not registered with the platform; "
          + (registered.isEmpty()
              ? "no steps are registered."
              : "registered steps: " + String.join(", ", new TreeSet<>(registered.keySet()))
                  + "."));
    }
    return step;
  }

  /**
   * Sorts steps so that each comes after those it waits for.
   *
   * @param known what a step is not if it is neither built in nor in the list
   */
  private static List<Step> inOrder(List<Step> steps, String known) {
    Map<String, Step> waiting = new LinkedHashMap<>();
    steps.forEach(step -> waiting.put(step.name(), step));
    Set<String> names = new HashSet<>(Planner.beforeHostSteps());
    names.addAll(waiting.keySet());
    steps.forEach(step -> requireKnown(step, names, known));
    List<Step> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      List<Step> free = waiting.values().stream()
          .filter(step -> step.after().stream().noneMatch(waiting::containsKey))
          .toList();
      if (free.isEmpty()) {
        throw invalid("The steps " + String.join(", ", waiting.keySet())
            + " wait for each other in a cycle.");
      }
      free.forEach(step -> waiting.remove(step.name()));
      ordered.addAll(free);
    }
    return ordered;
  }

  private static void requireKnown(Step step, Set<String> names, String known) {
    for (String other : step.after()) {
      if (!names.contains(other)) {
        throw invalid("The step \"" + step.name() + "\" waits for \"" + other + "\", which is not "
            + known + ".");
      }
    }
  }

  private static ReelstateException invalid(String message) {
    return new ReelstateException(Failure.permanent(FailureCode.INVALID_REQUEST, message));
  }
}
