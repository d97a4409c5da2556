package dev.reelstate.processing.steps;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.spi.Step;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.RecipeRef;
import dev.reelstate.video.Video;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recipes that a platform knows by name. Immutable and thread-safe. */
public final class Recipes {

  /** The name of the recipe of videos that name none, where their project names none either. */
  public static final String DEFAULT = "default";

  private static final Logger LOG = LoggerFactory.getLogger(Recipes.class);

  private final Map<String, RecipeText> byName;
  private final Map<String, String> ofProjects;

  /**
   * Checks the recipes against the steps that the host has registered.
   *
   * @param recipes the recipes by their names, {@link #DEFAULT} among them
   * @param ofProjects the names of the recipes of projects, by the projects' names
   * @param hostSteps the registered steps, by name
   * @throws ReelstateException INVALID_REQUEST if a recipe names a step that is not registered, or
   *     one that waits for an unknown step; or if a project's recipe is unknown
   */
  public Recipes(
      Map<String, Recipe> recipes, Map<String, String> ofProjects, Map<String, Step> hostSteps) {
    HostSteps.requireSound(hostSteps);
    this.byName = new TreeMap<>();
    recipes.forEach((name, recipe) ->
        byName.put(name, RecipeText.of(name, recipe, HostSteps.named(recipe, hostSteps))));
    this.ofProjects = Map.copyOf(ofProjects);
    new TreeSet<>(ofProjects.values()).forEach(this::known);
  }

  /** Whether any of them makes something, for which a node needs workers. */
  public boolean makeOutputs() {
    return byName.values().stream()
        .anyMatch(recipe -> !recipe.outputs().isEmpty() || recipe.frames() != null);
  }

  /**
   * How the processing of a video begins.
   *
   * @param recipe the recipe that is followed
   * @param plan the first tasks
   */
  public record Beginning(RecipeRef recipe, List<TaskSpec> plan) {}

  /**
   * Begins to process a video with the recipe that it names, else with that of its project.
   *
   * @param name the recipe that the video names, or null
   * @throws ReelstateException INVALID_REQUEST if no recipe has that name
   */
  public Beginning begin(@Nullable String name, String project) {
    RecipeText recipe = known(nameOf(name, project));
    return new Beginning(
        recipe.ref(), List.of(new TaskSpec(Planner.INSPECT, 0, Set.of(), 1, recipe.json())));
  }

  /** Begins to process a video with the recipe that its record names. */
  public Beginning begin(Video video) {
    return begin(nameOf(video), video.project());
  }

  /**
   * Checks that the recipe of a video is known.
   *
   * @param name the recipe that the video names, or null
   * @throws ReelstateException INVALID_REQUEST if no recipe has that name
   */
  public void require(@Nullable String name, String project) {
    known(nameOf(name, project));
  }

  /** Checks that the recipe that a video's record names is known, as {@link #begin(Video)} does. */
  public void require(Video video) {
    known(nameOf(video));
  }

  /**
   * The planner for the video whose first task runs: it follows the recipe in the task's input, or,
   * if a host has queued the video by itself and without one, the recipe that the video names.
   * Empty if that is unknown.
   */
  Optional<Planner> plannerFor(Video video, String input) {
    if (input.isEmpty()) {
      return Optional.ofNullable(byName.get(nameOf(video)))
          .map(recipe -> new Planner(recipe, video.posterAt()));
    }
    try {
      return Optional.of(new Planner(RecipeText.read(input), video.posterAt()));
    } catch (IllegalArgumentException e) {
      LOG.warn("The recipe of {} cannot be read by this release", video.id(), e);
      return Optional.empty();
    }
  }

  /** The name of the recipe that a video is to be processed with. */
  String nameOf(Video video) {
    RecipeRef recipe = video.recipe();
    return nameOf(recipe == null ? null : recipe.name(), video.project());
  }

  private String nameOf(@Nullable String name, String project) {
    return name == null ? ofProjects.getOrDefault(project, DEFAULT) : name;
  }

  private RecipeText known(String name) {
    RecipeText recipe = byName.get(name);
    if (recipe == null) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.INVALID_REQUEST,
          "There is no recipe \"" + name + "\"; known recipes: "
              + String.join(", ", byName.keySet()) + "."));
    }
    return recipe;
  }
}
