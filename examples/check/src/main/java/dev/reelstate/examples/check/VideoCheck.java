package dev.reelstate.examples.check;

import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.task.Failure;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Processes one tiny video from its upload to its deletion, in the media folder but with a database
 * of its own: a node on the host's database would take up the host's videos.
 */
final class VideoCheck implements Check {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "video";
  }

  @Override
  public Set<String> needs() {
    return Set.of("storage", "disk", "encoders");
  }

  @Override
  public String look(Installation installation)
      throws IOException, InterruptedException, FaultException {
    Path clip = installation.scratch().resolve("clip.mp4");
    SampleClip.of(320, 180, 25, Duration.ofSeconds(1)).write(clip);
    Recipe recipe = Recipe.builder()
        .output(Recipe.Output.POSTER, Recipe.Output.HLS)
        .ladder(Ladder.of(180))
        .build();
    long begun = System.nanoTime();
    try (VideoPlatform platform =
        installation.platform(installation.options().storage).recipe(recipe).build()) {
      platform.start();
      Video video = platform.ingest(clip);
      try {
        Video done = platform.await(video.id(), LONGEST);
        requireCompleted(done);
      } finally {
        platform.delete(video.id());
      }
    }
    return String.format(
        Locale.ROOT,
        "A video of one second was processed in %.1f s.",
        (System.nanoTime() - begun) / 1e9);
  }

  private static void requireCompleted(Video done) throws FaultException {
    if (done.status() != VideoStatus.COMPLETED) {
      Failure failure = done.failure();
      throw new FaultException(
          "A tiny video is " + done.status().wireName()
              + (failure == null ? "." : ": " + failure.message() + " (" + failure.code() + ")"),
          "Run with --verbose to see the log of its processing.");
    }
  }
}
