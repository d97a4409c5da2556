package dev.reelstate.processing.steps;

import dev.reelstate.Sha256;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.processing.media.RenderSpec.Pictures;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.spi.Step;
import dev.reelstate.video.RecipeRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A recipe as it was when its video was queued, with what planning has to know of the host's steps.
 * It is the input of the first task, so any node plans the video as it was asked for, also one that
 * has another recipe under that name, or lacks the steps. Immutable.
 *
 * @param name the name under which the recipe was known
 * @param outputs what is made, in the order of the constants
 * @param ladders the ladders, the standard one first
 * @param copying whether suitable streams are copied
 * @param partLength the minimum length of the parts of a long film
 * @param segmentLength the target length of a segment
 * @param keyFrameInterval the time between key frames of encoded rungs
 * @param hardware whether hardware encoders may be used
 * @param loudness the target programme loudness in LUFS, or null to leave the sound as it is
 * @param quality whether the quality of rungs is measured
 * @param steps the host's steps, each after those that it waits for
 * @param checkingCopies whether every copied picture is decoded once
 * @param soundLanguages the preferred languages of the main sound, the most wanted first
 * @param surround whether surround sound is made besides stereo
 * @param maxFrameRate the most pictures a second, or null for the usual number
 * @param background what is seen through transparent pictures, as 0xRRGGBB, or null for black
 * @param frames the frames that are kept as pictures, or null for none
 * @param detections what is looked for on these frames
 * @param faces false if the poster is chosen without looking for faces, else null
 */
record RecipeText(
    String name,
    List<Output> outputs,
    List<Ladder> ladders,
    boolean copying,
    Duration partLength,
    Duration segmentLength,
    Duration keyFrameInterval,
    boolean hardware,
    @Nullable Double loudness,
    boolean quality,
    List<StepText> steps,
    boolean checkingCopies,
    List<String> soundLanguages,
    boolean surround,
    @Nullable Double maxFrameRate,
    @Nullable Integer background,
    @Nullable SampledFrames frames,
    List<DetectionSpec> detections,
    @Nullable Boolean faces) {

  /** The number of digits of a version, enough to tell all recipes apart. */
  private static final int VERSION_DIGITS = 16;

  /**
   * Copies the lists; one written by an earlier release prefers no language and detects nothing.
   */
  RecipeText {
    outputs = List.copyOf(outputs);
    ladders = List.copyOf(ladders);
    steps = List.copyOf(steps);
    soundLanguages = soundLanguages == null ? List.of() : List.copyOf(soundLanguages);
    detections = detections == null ? List.of() : List.copyOf(detections);
  }

  /**
   * A step of the host's.
   *
   * @param name its name
   * @param after the names of the steps that it waits for, sorted
   * @param weight its share of the whole work
   */
  record StepText(String name, List<String> after, double weight) {

    StepText {
      after = List.copyOf(after);
    }

    static StepText of(Step step) {
      return new StepText(step.name(), List.copyOf(new TreeSet<>(step.after())), step.weight());
    }
  }

  /**
   * Writes down a recipe.
   *
   * @param steps the host's steps that it names, each after those that it waits for
   */
  static RecipeText of(String name, Recipe recipe, List<Step> steps) {
    OptionalDouble loudness = recipe.loudness();
    return new RecipeText(
        name,
        List.copyOf(new TreeSet<>(recipe.outputs())),
        recipe.ladders(),
        recipe.copying(),
        recipe.partLength(),
        recipe.segmentLength(),
        recipe.keyFrameInterval(),
        recipe.hardware(),
        loudness.isPresent() ? loudness.getAsDouble() : null,
        recipe.quality(),
        steps.stream().map(StepText::of).toList(),
        recipe.checkingCopies(),
        recipe.soundLanguages(),
        recipe.surround(),
        recipe.maxFrameRate() == Pictures.USUAL.maxFrameRate() ? null : recipe.maxFrameRate(),
        recipe.background() == Pictures.USUAL.background() ? null : recipe.background(),
        recipe.frames().orElse(null),
        recipe.detections(),
        recipe.faces() ? null : false);
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException if the text has something that this release does not know
   */
  static RecipeText read(String json) {
    return Json.readWhole(json, RecipeText.class);
  }

  String json() {
    return Json.write(this);
  }

  /** Its name and the hash of its content. */
  RecipeRef ref() {
    MessageDigest hash = Sha256.digest();
    hash.update(json().getBytes(StandardCharsets.UTF_8));
    return new RecipeRef(name, Sha256.text(hash).substring(0, VERSION_DIGITS));
  }

  /** The recipe that was written down. */
  Recipe recipe() {
    Recipe.Builder builder = Recipe.builder()
        .output(outputs.toArray(Output[]::new))
        .ladder(ladders.get(0))
        .copying(copying)
        .checkingCopies(checkingCopies)
        .partLength(partLength)
        .segmentLength(segmentLength)
        .keyFrameInterval(keyFrameInterval)
        .hardware(hardware)
        .quality(quality)
        .faces(!Boolean.FALSE.equals(faces))
        .soundLanguages(soundLanguages.toArray(String[]::new))
        .surround(surround);
    ladders.stream().skip(1).forEach(builder::alsoLadder);
    if (loudness != null) {
      builder.loudness(loudness);
    }
    if (maxFrameRate != null) {
      builder.maxFrameRate(maxFrameRate);
    }
    if (background != null) {
      builder.background(background);
    }
    if (frames != null) {
      builder.frames(frames);
    }
    builder.detect(detections.toArray(DetectionSpec[]::new));
    steps.forEach(step -> builder.step(step.name()));
    return builder.build();
  }
}
