package dev.reelstate.processing.steps;

import dev.reelstate.processing.engine.OriginalSweep;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Original;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Completes a generation: checks that every recorded artifact is in the storage, and removes the
 * leftovers of lost or abandoned attempts.
 */
final class PublishStep implements Step {

  private final MediaStorage storage;

  PublishStep(MediaStorage storage) {
    this.storage = storage;
  }

  @Override
  public String name() {
    return Planner.PUBLISH;
  }

  @Override
  public StepResult run(StepContext context) throws StepException, IOException {
    List<Artifact> artifacts = context.artifacts();
    for (Artifact artifact : artifacts) {
      requireThere(artifact);
    }
    sweep(
        VideoKeys.generation(context.video().id(), context.claim().task().generation()), artifacts);
    Original original = context.video().original();
    if (original != null) {
      OriginalSweep.sweep(context.video().id(), original, storage);
    }
    return StepResult.published();
  }

  private void requireThere(Artifact artifact) throws StepException, IOException {
    if (storage.size(artifact.key()).isEmpty()) {
      throw new StepException(Failure.permanent(
              FailureCode.OBJECT_MISSING,
              "The " + artifact.kind() + " \"" + artifact.name()
                  + "\" is recorded but missing from the media storage; process the video again.")
          .withDetail(artifact.key()));
    }
  }

  private void sweep(String generation, List<Artifact> artifacts) throws IOException {
    Set<String> kept = new HashSet<>();
    artifacts.forEach(artifact -> kept.add(attemptFolder(generation, artifact.key())));
    Set<String> all = new HashSet<>();
    storage.list(generation).forEach(key -> all.add(attemptFolder(generation, key)));
    all.removeAll(kept);
    for (String abandoned : all) {
      storage.delete(abandoned);
    }
    removeIntermediates(kept, artifacts);
  }

  /**
   * Removes the files for later steps from the folders of attempts that also have artifacts. An
   * artifact of several files has a folder of its own below them.
   */
  private void removeIntermediates(Set<String> attempts, List<Artifact> artifacts)
      throws IOException {
    Set<String> recorded = new HashSet<>();
    artifacts.forEach(artifact -> recorded.add(artifact.key()));
    List<String> needless = new ArrayList<>();
    for (String attempt : attempts) {
      storage.list(attempt).stream()
          .filter(key -> key.indexOf('/', attempt.length() + 1) < 0 && !recorded.contains(key))
          .forEach(needless::add);
    }
    for (String key : needless) {
      storage.delete(key);
    }
  }

  /** The part of a key that names the attempt: the generation's prefix and one more segment. */
  private static String attemptFolder(String generation, String key) {
    int end = key.indexOf('/', generation.length() + 1);
    return end < 0 ? key : key.substring(0, end);
  }
}
