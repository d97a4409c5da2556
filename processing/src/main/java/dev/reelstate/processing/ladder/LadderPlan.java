package dev.reelstate.processing.ladder;

import dev.reelstate.processing.media.RenderSpec.LadderSearch;
import dev.reelstate.processing.media.RenderSpec.Pictures;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.SizeChoice;
import dev.reelstate.processing.media.trial.TrialPoint;
import dev.reelstate.processing.media.trial.TrialRequest;
import dev.reelstate.processing.media.trial.TrialResult;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.video.MediaInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ladders of a recipe that adapt to one film, with what has to be tried for them. Immutable.
 */
public final class LadderPlan {

  /** The share of a film's pictures that are encoded for trial. */
  private static final double SHARE = 0.03;

  /** Pictures of one scene: under half a second, which has both detail and movement. */
  private static final int SCENE = 10;

  private static final int FEWEST_SCENES = 2;
  private static final int MOST_SCENES = 12;

  /** The file is not known here; the step names it. */
  private static final Path NO_FILE = Path.of("");

  /** The rungs of an adaptive ladder, as they are for every film. */
  private final Map<Ladder, List<Rung>> fixed;

  private final Recipe recipe;
  private final int scenes;

  private LadderPlan(Recipe recipe, Map<Ladder, List<Rung>> fixed, int scenes) {
    this.recipe = recipe;
    this.fixed = fixed;
    this.scenes = scenes;
  }

  /** What was chosen: the rungs of each ladder, and how. */
  public record Chosen(Map<Ladder, List<Rung>> rungs, LadderSearch search) {}

  /**
   * A plan for a film.
   *
   * @param fixed the rungs of each adaptive ladder, as they are for every film
   * @param frames the number of its pictures
   */
  public static LadderPlan of(Recipe recipe, Map<Ladder, List<Rung>> fixed, double frames) {
    int scenes = Math.min(MOST_SCENES, (int) (frames * SHARE / SCENE));
    return new LadderPlan(recipe, new LinkedHashMap<>(fixed), scenes);
  }

  /** Whether there is a ladder to adapt, and the film is long enough that it pays. */
  public boolean isWorthwhile() {
    return !fixed.isEmpty() && scenes >= FEWEST_SCENES;
  }

  /** What has to be tried. */
  public TrialRequest trial(MediaInfo media) {
    List<Rung> rungs = new ArrayList<>();
    fixed.forEach((ladder, own) -> rungs.addAll(AdaptiveRungs.candidates(ladder, own)));
    return new TrialRequest(
        NO_FILE,
        media.container(),
        media,
        rungs,
        new Pictures(recipe.maxFrameRate(), recipe.background()),
        recipe.keyFrameInterval(),
        recipe.hardware(),
        scenes,
        SCENE);
  }

  /** Chooses the rungs by what was found. */
  public Chosen chosen(TrialResult found) {
    Map<Ladder, List<Rung>> rungs = new LinkedHashMap<>();
    List<SizeChoice> sizes = new ArrayList<>();
    int next = 0;
    for (Map.Entry<Ladder, List<Rung>> one : fixed.entrySet()) {
      int count = AdaptiveRungs.candidates(one.getKey(), one.getValue()).size();
      if (found.points().isEmpty()) {
        rungs.put(one.getKey(), one.getValue());
      } else {
        List<TrialPoint> points = found.points().subList(next, next + count);
        AdaptiveRungs.Result result =
            new AdaptiveRungs(one.getKey(), one.getValue(), points).choose();
        rungs.put(one.getKey(), result.rungs());
        sizes.addAll(result.sizes());
      }
      next += count;
    }
    return new Chosen(rungs, new LadderSearch(sizes, found.pictures(), found.cpuMillis()));
  }
}
