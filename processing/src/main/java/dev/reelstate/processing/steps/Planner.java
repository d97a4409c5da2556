package dev.reelstate.processing.steps;

import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.steps.RecipeText.StepText;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a recipe and a file's facts into tasks: {@code inspect -> render -> the host's steps ->
 * publish}; for long films {@code inspect -> render, render, ... -> join-parts -> the host's steps
 * -> publish}.
 */
final class Planner {

  static final String INSPECT = "inspect";
  static final String RENDER = "render";
  static final String JOIN = "join-parts";
  static final String PUBLISH = "publish";

  private static final Set<String> BUILT_IN = Set.of(INSPECT, RENDER, JOIN, PUBLISH);

  /** Low, since joining encodes no pictures. */
  private static final double JOIN_WEIGHT = 10;

  private static final double RENDER_WEIGHT = 100;

  private final RenderCompiler compiler;
  private final List<StepText> hostSteps;

  /**
   * Plans one video by a recipe.
   *
   * @param posterAt the time of its poster, or null for the best of several pictures
   */
  Planner(RecipeText recipe, @Nullable Duration posterAt) {
    this.compiler = new RenderCompiler(recipe.recipe(), posterAt);
    this.hostSteps = recipe.steps();
  }

  static boolean isBuiltIn(String step) {
    return BUILT_IN.contains(step);
  }

  /** The names of the steps that a host's step may wait for, besides its like. */
  static Set<String> beforeHostSteps() {
    return Set.of(INSPECT, RENDER, JOIN);
  }

  /** The minimum length of the parts of a long film. */
  Duration partLength() {
    return compiler.recipe().partLength();
  }

  /** The tasks that follow the inspection. */
  List<TaskSpec> plan(Inspection found) {
    List<TaskSpec> tasks = new ArrayList<>();
    compiler.compile(found.media()).ifPresent(spec -> tasks.addAll(render(spec, found)));
    Set<String> planned = new HashSet<>();
    tasks.forEach(task -> planned.add(task.step()));
    for (StepText step : hostSteps) {
      Set<String> after = new HashSet<>(step.after());
      if (after.contains(RENDER)) {
        after.add(JOIN);
      }
      after.retainAll(planned);
      tasks.add(new TaskSpec(step.name(), 0, after, step.weight(), ""));
      planned.add(step.name());
    }
    tasks.add(new TaskSpec(PUBLISH, 0, planned, 1, ""));
    return tasks;
  }

  private static List<TaskSpec> render(RenderSpec spec, Inspection found) {
    List<Part> parts = parts(spec, found);
    if (parts.size() < 2) {
      return List.of(new TaskSpec(RENDER, 0, Set.of(), RENDER_WEIGHT, Json.write(spec)));
    }
    double whole = found.media().duration().toNanos();
    List<TaskSpec> tasks = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      double share = part.until().minus(part.from()).toNanos() / whole;
      String input = Json.write(spec.inPart(part));
      tasks.add(new TaskSpec(RENDER, i, Set.of(), RENDER_WEIGHT * share, input));
    }
    String input = Json.write(new JoinStep.Input(spec, parts));
    tasks.add(new TaskSpec(JOIN, 0, Set.of(RENDER), JOIN_WEIGHT, input));
    return tasks;
  }

  /**
   * The parts in which pictures are encoded; fewer than two if none are encoded or the film is not
   * cut.
   */
  private static List<Part> parts(RenderSpec spec, Inspection found) {
    List<Duration> begins = found.parts();
    boolean encodes =
        !spec.inPart(new Part(Duration.ZERO, Duration.ZERO, false)).rungs().isEmpty();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; encodes && i < begins.size(); i++) {
      Duration until = i + 1 < begins.size() ? begins.get(i + 1) : found.media().duration();
      parts.add(new Part(begins.get(i), until, spec.copying().copiesVideo()));
    }
    return parts;
  }
}
