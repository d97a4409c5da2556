package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.steps.MissingRecipes;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.task.Failure;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the components that a platform depends on. */
final class HealthCheck {

  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

  private final VideoCatalog videos;
  private final MediaStorage storage;
  private final MissingRecipes missing;

  HealthCheck(VideoCatalog videos, MediaStorage storage, MissingRecipes missing) {
    this.videos = videos;
    this.storage = storage;
    this.missing = missing;
  }

  /**
   * Looks at everything.
   *
   * @param busy the number of running tasks, or -1 if the platform has not been started
   * @param fault what keeps this node from claiming tasks, if anything does
   * @param workerFault what keeps it from claiming those that need a worker, if anything does
   */
  Health look(int busy, int slots, Optional<Failure> fault, Optional<Failure> workerFault) {
    List<Health.Check> checks = new ArrayList<>();
    Optional<Duration> age = Optional.empty();
    try {
      age = videos.oldest(VideoStatus.QUEUED).map(HealthCheck::waited);
      checks.add(new Health.Check("database", true, "The database answers."));
      checks.add(recipes());
    } catch (ReelstateException e) {
      LOG.warn("The database does not answer", e);
      checks.add(new Health.Check("database", false, e.failure().message()));
    }
    checks.add(storage());
    checks.add(fault
        .map(found -> new Health.Check("machine", false, found.message()))
        .orElse(new Health.Check("machine", true, "This node is fit for work.")));
    checks.add(workerFault
        .map(found -> new Health.Check("workers", false, found.message()))
        .orElse(new Health.Check("workers", true, "Nothing keeps workers from running.")));
    checks.add(
        busy < 0
            ? new Health.Check("engine", false, "The platform has not been started; call start().")
            : new Health.Check("engine", true, busy + " of " + slots + " task slots are in use."));
    return new Health(checks, Math.max(0, busy), slots, age);
  }

  private static Duration waited(Video video) {
    Duration waited = Duration.between(video.updatedAt(), Instant.now());
    return waited.isNegative() ? Duration.ZERO : waited;
  }

  private Health.Check recipes() {
    Set<String> names = missing.names(videos);
    return names.isEmpty()
        ? new Health.Check("recipes", true, "No video waits for an unknown recipe.")
        : new Health.Check(
            "recipes",
            false,
            "Videos wait for recipes that this node does not know: " + String.join(", ", names)
                + ".");
  }

  private Health.Check storage() {
    try {
      storage.requireRoom(0);
      return new Health.Check("storage", true, "The storage is writable.");
    } catch (MediaStorage.StorageFullException e) {
      return new Health.Check("storage", false, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      LOG.warn("The storage cannot be used", e);
      return new Health.Check("storage", false, "The storage cannot be read or written.");
    }
  }
}
