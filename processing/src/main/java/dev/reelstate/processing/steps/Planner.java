package dev.reelstate.processing.steps;

import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.processing.ladder.LadderPlan;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.proposal.DetectStep;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.processing.reuse.Reuse;
import dev.reelstate.processing.steps.RecipeText.StepText;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.spi.StepException;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a recipe and a file's facts into tasks: {@code inspect -> render -> detect -> the host's
 * steps -> publish}; for long films {@code inspect -> render, render, ... -> join-parts -> ...}.
 */
final class Planner {

  static final String INSPECT = "inspect";
  static final String RENDER = "render";
  static final String JOIN = "join-parts";
  static final String PUBLISH = "publish";

  private static final Set<String> BUILT_IN =
      Set.of(INSPECT, RENDER, JOIN, DetectStep.NAME, PUBLISH);

  /** Low, since joining encodes no pictures. */
  private static final double JOIN_WEIGHT = 10;

  private static final double RENDER_WEIGHT = 100;
  private static final double DETECT_WEIGHT = 50;

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

  private Planner(RenderCompiler compiler, List<StepText> hostSteps) {
    this.compiler = compiler;
    this.hostSteps = hostSteps;
  }

  /** Whether a ladder adapts to films. */
  boolean mayTry() {
    return compiler.recipe().ladders().stream().anyMatch(Ladder::perFilm);
  }

  /** What has to be tried before the ladders of a film are known, if anything. */
  Optional<LadderPlan> ladders(MediaInfo media) {
    return compiler.ladders(media);
  }

  /** The same with ladders that were chosen for the film. */
  Planner with(LadderPlan.Chosen ladders) {
    return new Planner(compiler.with(ladders), hostSteps);
  }

  static boolean isBuiltIn(String step) {
    return BUILT_IN.contains(step);
  }

  /** The names of the steps that a host's step may wait for, besides its like. */
  static Set<String> beforeHostSteps() {
    return Set.of(INSPECT, RENDER, JOIN, DetectStep.NAME);
  }

  /** The minimum length of the parts of a long film. */
  Duration partLength() {
    return compiler.recipe().partLength();
  }

  /** Finds what of a long film earlier runs have made. */
  @FunctionalInterface
  interface PartChoice {

    /** Nothing was made before. */
    PartChoice EVERYTHING = (spec, parts) -> null;

    /** What is adopted, or null for nothing. */
    @Nullable
    Reuse choose(RenderSpec spec, List<Part> parts)
        throws StepException, IOException, InterruptedException;
  }

  /** The tasks that follow the first inspection. */
  List<TaskSpec> plan(Inspection found) throws StepException, IOException, InterruptedException {
    return plan(found, PartChoice.EVERYTHING);
  }

  /** The tasks that follow the inspection. */
  List<TaskSpec> plan(Inspection found, PartChoice choice)
      throws StepException, IOException, InterruptedException {
    List<TaskSpec> tasks = new ArrayList<>();
    Optional<RenderSpec> wanted = compiler.compile(found.media());
    if (wanted.isPresent()) {
      tasks.addAll(render(wanted.get(), found, choice));
    }
    Set<String> planned = new HashSet<>();
    tasks.forEach(task -> planned.add(task.step()));
    if (found.media().video().filter(VideoTrack::decodable).isPresent()) {
      tasks.addAll(detect(Set.copyOf(planned)));
    }
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

  /** A task for each detector, which has nothing to look at in a file without pictures. */
  private List<TaskSpec> detect(Set<String> after) {
    List<DetectionSpec> detections = compiler.recipe().detections();
    List<TaskSpec> tasks = new ArrayList<>();
    for (int i = 0; i < detections.size(); i++) {
      String input = Json.write(detections.get(i));
      tasks.add(new TaskSpec(DetectStep.NAME, i, after, DETECT_WEIGHT, input));
    }
    return tasks;
  }

  private static List<TaskSpec> render(RenderSpec spec, Inspection found, PartChoice choice)
      throws StepException, IOException, InterruptedException {
    List<Part> parts = parts(spec, found);
    if (parts.size() < 2) {
      return List.of(new TaskSpec(RENDER, 0, Set.of(), RENDER_WEIGHT, Json.write(spec)));
    }
    Reuse reuse = choice.choose(spec, parts);
    if (reuse == null) {
      return inParts(spec, spec, parts, found);
    }
    // Whether pictures are copied decides where parts have key frames.
    RenderSpec known = spec.withCopying(reuse.spec().copying());
    List<Part> cut = parts(known, found);
    Reuse again = cut.equals(parts) ? reuse : choice.choose(spec, cut);
    Set<String> adopted = again == null ? Set.of() : again.adoptedRungs();
    List<Part> rest = cut.stream().map(part -> part.without(adopted)).toList();
    if (rest.size() > 1 && again != null && again.needsNoParts()) {
      String input = Json.write(new JoinStep.Input(spec, rest, true));
      return List.of(new TaskSpec(JOIN, 0, Set.of(), RENDER_WEIGHT, input));
    }
    return inParts(spec, known, rest, found);
  }

  /**
   * The tasks of a film that is cut.
   *
   * @param known the spec with the copying that turned out to be possible
   */
  private static List<TaskSpec> inParts(
      RenderSpec spec, RenderSpec known, List<Part> parts, Inspection found) {
    double whole = found.media().duration().toNanos();
    List<TaskSpec> tasks = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      double share = part.until().minus(part.from()).toNanos() / whole;
      String input = Json.write(known.inPart(part));
      tasks.add(new TaskSpec(RENDER, i, Set.of(), RENDER_WEIGHT * share, input));
    }
    String input = Json.write(new JoinStep.Input(spec, parts, false));
    tasks.add(new TaskSpec(JOIN, 0, Set.of(RENDER), JOIN_WEIGHT, input));
    return tasks;
  }

  /**
   * The parts in which pictures are encoded; fewer than two if none are encoded or the film is not
   * cut, as when its pictures have to be compared with their neighbours.
   */
  private static List<Part> parts(RenderSpec spec, Inspection found) {
    List<Duration> begins = found.parts();
    FrameSpec frames = spec.extras().frames();
    SampledFrames sampled = frames == null ? null : frames.sampled();
    boolean comparesFrames =
        sampled != null && sampled.rule() == SampledFrames.Rule.AT_SCENE_CHANGES;
    boolean encodes = !comparesFrames
        && !spec.inPart(new Part(Duration.ZERO, Duration.ZERO, false)).rungs().isEmpty();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; encodes && i < begins.size(); i++) {
      Duration until = i + 1 < begins.size() ? begins.get(i + 1) : found.media().duration();
      boolean keys = spec.copying().copiesVideo();
      parts.add(new Part(begins.get(i), until, keys, found.firstFrame(i)));
    }
    return parts;
  }
}
