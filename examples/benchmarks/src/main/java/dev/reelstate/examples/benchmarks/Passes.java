package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.Ladder;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaLimits;
import dev.reelstate.processing.media.MediaPass;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two ways to the same outputs. */
final class Passes {

  private static final PosterSpec POSTER = new PosterSpec(1280, 1280, 12);
  private static final StoryboardSpec STORYBOARD =
      new StoryboardSpec(160, 100, Duration.ofSeconds(1));
  private static final AudioSpec SOUND = new AudioSpec(128_000, 2);
  private static final Duration SEGMENT = Duration.ofSeconds(4);
  private static final Ladder LADDER = new Ladder(Ladder.standard().sides(), 3);

  private final Subject subject;
  private final Workspace workspace;
  private final List<Rung> rungs;
  private final @Nullable AudioSpec sound;

  Passes(Subject subject, Workspace workspace) {
    this.subject = subject;
    this.workspace = workspace;
    this.rungs = LADDER.rungsFor(subject.video());
    this.sound = subject.media().audio().isPresent() ? SOUND : null;
  }

  /** Everything by one pass. */
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

  /** One pass for each. */
  List<Measured> apart() throws IOException, MediaException, InterruptedException {
    List<Measured> each = new ArrayList<>();
    each.add(measure(
        "poster",
        new RenderSpec(
            List.of(),
            null,
            false,
            false,
            POSTER,
            null,
            SEGMENT,
            RenderSpec.Extras.NONE,
            Copying.NEVER)));
    each.add(measure(
        "storyboard",
        new RenderSpec(
            List.of(),
            null,
            false,
            false,
            null,
            STORYBOARD,
            SEGMENT,
            RenderSpec.Extras.NONE,
            Copying.NEVER)));
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
    Duration cpuBefore = cpu();
    long before = System.nanoTime();
    MediaPass.render(
        subject.file(),
        subject.container(),
        subject.media(),
        spec,
        MediaLimits.standard(),
        outputs,
        presented -> {});
    Duration wall = Duration.ofNanos(System.nanoTime() - before);
    return new Measured(what, cpu().minus(cpuBefore), wall);
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }
}
