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
      checks.add(Health.Check.ok("database", "The database answers."));
      checks.add(recipes());
    } catch (ReelstateException e) {
      LOG.warn("The database does not answer", e);
      checks.add(Health.Check.down("database", e.failure().message()));
    }
    checks.add(storage());
    checks.add(fault
        .map(found -> Health.Check.down("machine", found.message()))
        .orElse(Health.Check.ok("machine", "This node is fit for work.")));
    checks.add(workerFault
        .map(found -> Health.Check.down("workers", found.message()))
        .orElse(Health.Check.ok("workers", "Nothing keeps workers from running.")));
    checks.add(
        busy < 0
            ? Health.Check.down("engine", "The platform has not been started; call start().")
            : Health.Check.ok("engine", busy + " of " + slots + " task slots are in use."));
    return new Health(checks, Math.max(0, busy), slots, age);
  }

  private static Duration waited(Video video) {
    Duration waited = Duration.between(video.updatedAt(), Instant.now());
    return waited.isNegative() ? Duration.ZERO : waited;
  }

  private Health.Check recipes() {
    Set<String> names = missing.names(videos);
    return names.isEmpty()
        ? Health.Check.ok("recipes", "No video waits for an unknown recipe.")
        : Health.Check.degraded(
            "recipes",
            "Videos wait for recipes that this node does not know: " + String.join(", ", names)
                + ".");
  }

  private Health.Check storage() {
    try {
      storage.requireRoom(0);
      return Health.Check.ok("storage", "The storage is writable.");
    } catch (MediaStorage.StorageFullException e) {
      return Health.Check.down("storage", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      LOG.warn("The storage cannot be used", e);
      return Health.Check.down("storage", "The storage cannot be read or written.");
    }
  }
}
