package dev.reelstate.jdbc;

import dev.reelstate.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tasks that are added to a video together, some of which may wait for others. Immutable. */
final class TaskPlan {

  private final List<TaskSpec> specs;

  /**
   * Checks that every task can eventually run.
   *
   * @throws IllegalArgumentException if there are no tasks, two are the same, or some wait for each
   *     other
   */
  TaskPlan(List<TaskSpec> specs) {
    if (specs.isEmpty()) {
      throw new IllegalArgumentException("A plan must have at least one task.");
    }
    this.specs = specs;
    refuseAmong(new HashSet<>());
    refuseCircles();
  }

  List<TaskSpec> specs() {
    return specs;
  }

  /** The tasks that another one waits for. */
  List<TaskSpec> blockers(TaskSpec waiting) {
    return specs.stream().filter(spec -> waiting.after().contains(spec.step())).toList();
  }

  /**
   * Checks that none of the tasks exists already.
   *
   * @param planned the steps and parts of existing tasks
   * @throws IllegalArgumentException if one exists
   */
  void refuseAmong(Set<Place> planned) {
    for (TaskSpec spec : specs) {
      if (!planned.add(new Place(spec.step(), spec.part()))) {
        throw new IllegalArgumentException(
            "The task " + spec.step() + "/" + spec.part() + " is already planned.");
      }
    }
  }

  private void refuseCircles() {
    List<TaskSpec> waiting = new ArrayList<>(specs);
    boolean moved = true;
    while (moved) {
      Set<String> steps = waiting.stream().map(TaskSpec::step).collect(Collectors.toSet());
      moved = waiting.removeIf(spec -> spec.after().stream().noneMatch(steps::contains));
    }
    if (!waiting.isEmpty()) {
      throw new IllegalArgumentException("The tasks of the step \""
          + waiting.get(0).step() + "\" wait for each other in a cycle.");
    }
  }

  /** Identifies a task within a generation. */
  record Place(String step, int part) {}
}
