package dev.reelstate.processing.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.Tracks;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.MediaInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final MediaInfo MEDIA =
      Tracks.media(List.of(Tracks.video(1280, 720, 0)), List.of(Tracks.audio()));
  private static final Inspection FILM = new Inspection(MEDIA, List.of(Duration.ZERO));

  @Test
  void the_standard_recipe_renders_once_and_publishes() throws Exception {
    List<TaskSpec> plan = planner(Recipe.standard()).plan(FILM);

    assertThat(plan).extracting(TaskSpec::step).containsExactly("render", "publish");
    assertThat(plan.get(1).after()).containsExactly("render");
    RenderSpec spec = Json.read(plan.get(0).input(), RenderSpec.class);
    assertThat(spec.rungs())
        .extracting(RenderSpec.Rung::name)
        .containsExactly("720p", "480p", "360p", "240p");
    assertThat(spec.audio()).isNotNull();
    assertThat(spec.poster()).isNotNull();
  }

  @Test
  void sound_alone_gets_no_pictures() throws Exception {
    TaskSpec render = planner(Recipe.standard())
        .plan(new Inspection(
            Tracks.media(List.of(), List.of(Tracks.audio())), List.of(Duration.ZERO)))
        .get(0);

    RenderSpec spec = Json.read(render.input(), RenderSpec.class);
    assertThat(spec.rungs()).isEmpty();
    assertThat(spec.poster()).isNull();
    assertThat(spec.storyboard()).isNull();
  }

  @Test
  void host_steps_run_after_the_steps_they_wait_for_and_before_publishing() throws Exception {
    Recipe recipe =
        Recipe.builder().output(Recipe.Output.POSTER).step("mail").step("tag").build();

    List<TaskSpec> plan =
        planner(recipe, step("mail", "tag"), step("tag", "render")).plan(FILM);

    assertThat(plan).extracting(TaskSpec::step).containsExactly("render", "tag", "mail", "publish");
    assertThat(plan.get(2).after()).containsExactly("tag");
    assertThat(plan.get(3).after()).containsExactlyInAnyOrder("render", "tag", "mail");
  }

  @Test
  void a_long_film_is_rendered_in_parts_that_are_joined() throws Exception {
    Duration half = MEDIA.duration().dividedBy(2);
    Inspection found = new Inspection(MEDIA, List.of(Duration.ZERO, half));
    Recipe recipe = Recipe.builder()
        .output(Recipe.Output.HLS, Recipe.Output.MP4)
        .step("tag")
        .build();

    List<TaskSpec> plan = planner(recipe, step("tag", "render")).plan(found);

    assertThat(plan)
        .extracting(task -> task.step() + task.part())
        .containsExactly("render0", "render1", "join-parts0", "tag0", "publish0");
    RenderSpec second = Json.read(plan.get(1).input(), RenderSpec.class);
    assertThat(second.part()).isEqualTo(new RenderSpec.Part(half, MEDIA.duration(), true));
    assertThat(second.audio()).isNull();
    assertThat(second.rungs())
        .as("the largest is a copy")
        .extracting(RenderSpec.Rung::name)
        .containsExactly("480p", "360p", "240p");
    JoinStep.Input join = Json.read(plan.get(2).input(), JoinStep.Input.class);
    assertThat(join.parts()).hasSize(2);
    assertThat(join.spec().part()).isNull();
    assertThat(plan.get(2).after()).containsExactly("render");
    assertThat(plan.get(3).after()).containsExactlyInAnyOrder("render", "join-parts");
    assertThat(plan.get(0).weight() + plan.get(1).weight()).isEqualTo(100);
  }

  @Test
  void a_film_is_not_cut_if_no_pictures_are_encoded() throws Exception {
    Inspection found =
        new Inspection(MEDIA, List.of(Duration.ZERO, MEDIA.duration().dividedBy(2)));
    Recipe recipe = Recipe.builder().output(Recipe.Output.POSTER).build();

    assertThat(planner(recipe).plan(found))
        .extracting(TaskSpec::step)
        .containsExactly("render", "publish");
  }

  @Test
  void a_recipe_that_names_an_unknown_step_is_refused_with_the_name() throws Exception {
    assertThatThrownBy(() -> planner(Recipe.builder().step("blur").build(), step("tag", "render")))
        .isInstanceOf(ReelstateException.class)
        .hasMessage(
            "The recipe names the step \"blur\", which is not registered with the platform; registered steps: tag.");
  }

  @Test
  void steps_that_wait_for_each_other_are_refused() throws Exception {
    Recipe recipe = Recipe.builder().step("a").step("b").build();
    assertThatThrownBy(() -> planner(recipe, step("a", "b"), step("b", "a")))
        .hasMessage("The steps a, b wait for each other in a cycle.");
  }

  @Test
  void a_step_that_waits_for_an_unknown_step_is_refused() throws Exception {
    Recipe recipe = Recipe.builder().step("a").build();
    assertThatThrownBy(() -> planner(recipe, step("a", "nothing")))
        .hasMessage(
            "The step \"a\" waits for \"nothing\", which is not among the recipe's steps before publishing.");
  }

  private static Planner planner(Recipe recipe, Step... steps) {
    Map<String, Step> registered =
        Arrays.stream(steps).collect(Collectors.toMap(Step::name, step -> step));
    return new Planner(RecipeText.of("any", recipe, HostSteps.named(recipe, registered)), null);
  }

  private static Step step(String name, String... after) {
    return new NamedStep(name, Set.of(after));
  }

  private record NamedStep(String name, Set<String> after) implements Step {
    @Override
    public StepResult run(StepContext context) {
      return StepResult.done();
    }
  }
}
