package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.ladder.Rungs;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import dev.reelstate.processing.media.pass.MediaPass;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the same outputs in one pass, or in one pass each. */
final class Passes {

  static final Duration SEGMENT = Duration.ofSeconds(4);

  private static final PosterSpec POSTER = new PosterSpec(1280, 1280, 12);
  private static final StoryboardSpec STORYBOARD =
      new StoryboardSpec(160, 100, Duration.ofSeconds(1));
  private static final AudioSpec SOUND = new AudioSpec(128_000, 2);
  private static final Ladder LADDER = new Ladder(Ladder.standard().sides(), 3);

  private final Subject subject;
  private final Workspace workspace;
  private final List<Rung> rungs;
  private final @Nullable AudioSpec sound;

  Passes(Subject subject, Workspace workspace) {
    this.subject = subject;
    this.workspace = workspace;
    this.rungs = Rungs.of(LADDER, subject.video());
    this.sound = subject.media().audio().isPresent() ? SOUND : null;
  }

  /** Makes everything in one pass. */
  Measured together() throws IOException, MediaException, InterruptedException {
    return measure(
        "all of them in one pass",
        new RenderSpec(
            rungs,
            sound,
            true,
            true,
            POSTER,
            STORYBOARD,
            SEGMENT,
            RenderSpec.Extras.NONE,
            Copying.NEVER));
  }

  /** The rungs to make. */
  List<Rung> rungs() {
    return rungs;
  }

  /** Whether the source has audio. */
  boolean hasSound() {
    return sound != null;
  }

  /** The recipe that makes the same outputs, all of them encoded and in one pass. */
  Recipe recipe() {
    return Recipe.builder()
        .output(
            Recipe.Output.POSTER, Recipe.Output.STORYBOARD, Recipe.Output.HLS, Recipe.Output.MP4)
        .ladder(LADDER)
        .copying(false)
        .partLength(Duration.ofDays(1))
        .build();
  }

  /** Makes the rungs in one pass, copying the largest one if the source allows it. */
  Measured ladderWithCopy() throws IOException, MediaException, InterruptedException {
    return measure("rungs in one pass, the largest copied", rungs(copying()));
  }

  /** Makes each rung in a separate pass. */
  List<Measured> rungsApart() throws IOException, MediaException, InterruptedException {
    List<Measured> each = new ArrayList<>();
    for (Rung rung : rungs) {
      each.add(measure("HLS " + rung.name(), streams(rung, null, true, false)));
    }
    return each;
  }

  private RenderSpec rungs(Copying copying) {
    return new RenderSpec(
        rungs, null, true, false, null, null, SEGMENT, RenderSpec.Extras.NONE, copying);
  }

  /** Whether the source's video stream can be copied. */
  boolean canCopy() {
    return copying().copiesVideo();
  }

  private Copying copying() {
    return Copying.of(subject.media(), rungs.stream().findFirst(), Optional.ofNullable(sound));
  }

  /** Copies the source's streams into an HLS package. */
  Measured packaged() throws IOException, MediaException, InterruptedException {
    return measure(
        "HLS by copy",
        new RenderSpec(
            rungs.subList(0, 1),
            sound,
            true,
            false,
            null,
            null,
            SEGMENT,
            RenderSpec.Extras.NONE,
            copying()));
  }

  /** Copies the source file. */
  Measured fileCopied() throws IOException, MediaException, InterruptedException {
    Path copy = workspace.file("copy");
    Measured copied = Measured.of(
        "the file copied",
        () -> Files.copy(subject.file(), copy, StandardCopyOption.REPLACE_EXISTING));
    Files.delete(copy);
    return copied;
  }

  /** Makes the storyboard alone, from key frames if they are frequent enough. */
  Measured storyboard() throws IOException, MediaException, InterruptedException {
    return measure("storyboard", stills(null, STORYBOARD));
  }

  private static RenderSpec stills(
      @Nullable PosterSpec poster, @Nullable StoryboardSpec storyboard) {
    return new RenderSpec(
        List.of(),
        null,
        false,
        false,
        poster,
        storyboard,
        SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.NEVER);
  }

  /** Makes each output in a separate pass. */
  List<Measured> apart() throws IOException, MediaException, InterruptedException {
    List<Measured> each = new ArrayList<>();
    each.add(measure("poster", stills(POSTER, null)));
    each.add(storyboard());
    for (Rung rung : rungs) {
      AudioSpec once = rung.equals(rungs.get(0)) ? sound : null;
      each.add(measure("HLS " + rung.name(), streams(rung, once, true, false)));
    }
    each.add(measure("MP4 " + rungs.get(0).name(), streams(rungs.get(0), sound, false, true)));
    return each;
  }

  private static RenderSpec streams(
      Rung rung, @Nullable AudioSpec audio, boolean hls, boolean mp4) {
    return new RenderSpec(
        List.of(rung), audio, hls, mp4, null, null, SEGMENT, RenderSpec.Extras.NONE, Copying.NEVER);
  }

  private Measured measure(String what, RenderSpec spec)
      throws IOException, MediaException, InterruptedException {
    Path outputs = workspace.outputs();
    return Measured.of(
        what,
        () -> MediaPass.render(
            new PassRequest(subject.file(), subject.container(), subject.media(), spec, outputs),
            MediaLimits.standard(),
            presented -> {}));
  }
}
