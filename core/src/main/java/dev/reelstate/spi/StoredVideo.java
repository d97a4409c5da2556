package dev.reelstate.spi;

import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.RecipeRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A video to queue directly because its original is already in the storage.
 *
 * @param video the video
 * @param original the file
 * @param plan the first tasks; these may plan further ones
 * @param recipe the recipe that the plan follows, or null if only the video may name one
 */
public record StoredVideo(
    NewVideo video,
    Original original,
    List<TaskSpec> plan,
    @Nullable RecipeRef recipe) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the plan is empty
   */
  public StoredVideo {
    plan = List.copyOf(plan);
    if (plan.isEmpty()) {
      throw new IllegalArgumentException("A plan must have at least one task.");
    }
  }

  /** A video whose plan follows no recipe. */
  public StoredVideo(NewVideo video, Original original, List<TaskSpec> plan) {
    this(video, original, plan, null);
  }

  /** The recipe that the store keeps with the video: that of the plan, else the one it names. */
  public Optional<RecipeRef> keptRecipe() {
    return Optional.ofNullable(recipe)
        .or(() -> Optional.ofNullable(video.recipe()).map(name -> new RecipeRef(name, null)));
  }
}
