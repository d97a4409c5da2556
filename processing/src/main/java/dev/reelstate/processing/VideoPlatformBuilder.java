package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.StoredText;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.engine.EngineSettings;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.steps.BuiltInSteps;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds a {@link VideoPlatform}. Not thread-safe; a built platform cannot be changed. */
public final class VideoPlatformBuilder {

  private static final int MAX_LOSSES = 25;

  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final List<VideoListener> listeners = new ArrayList<>();
  private @Nullable VideoStore store;
  private @Nullable MediaStorage storage;
  private Recipe recipe = Recipe.standard();
  private String node = "node-" + UUID.randomUUID();
  private int concurrency = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
  private long maxUploadBytes = 16L << 30;
  private Duration uploadTimeout = Duration.ofHours(24);
  private Duration generationGrace = Duration.ofHours(1);
  private MediaLimits limits = MediaLimits.standard();
  private WorkerOptions worker = WorkerOptions.standard();
  private Duration lease = Duration.ofSeconds(15);
  private Optional<Duration> poll = Optional.empty();
  private Duration drain = Duration.ofSeconds(5);

  VideoPlatformBuilder() {}

  /** Sets the store for videos, tasks and events. Required; the platform closes it. */
  public VideoPlatformBuilder store(VideoStore newStore) {
    store = newStore;
    return this;
  }

  /** Sets the storage for bytes. Required; the platform closes it. */
  public VideoPlatformBuilder storage(MediaStorage newStorage) {
    storage = newStorage;
    return this;
  }

  /** Sets the recipe for all videos; by default {@link Recipe#standard()}. */
  public VideoPlatformBuilder recipe(Recipe newRecipe) {
    recipe = newRecipe;
    return this;
  }

  /**
   * Registers a custom step. It runs on videos whose recipe names it.
   *
   * @throws ReelstateException INVALID_REQUEST if the name is taken
   */
  public VideoPlatformBuilder step(Step step) {
    if (steps.putIfAbsent(step.name(), step) != null || BuiltInSteps.isBuiltIn(step.name())) {
      throw invalid(
          "A step named \"" + step.name() + "\" already exists; give yours another name.");
    }
    return this;
  }

  /** Adds a listener; it is called live, on its own thread. */
  public VideoPlatformBuilder listener(VideoListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Names this application among those that share the store; by default, each start gets a new
   * name. With a fixed name, a restarted application resumes its work at once instead of after its
   * old lease has expired. Two applications that run at the same time must not share a name.
   *
   * @throws IllegalArgumentException if the name is longer than {@value StoredText#MAX_WORD} code
   *     points, or contains characters that databases cannot store
   */
  public VideoPlatformBuilder node(String name) {
    node = StoredText.word("the node's name", name);
    return this;
  }

  /**
   * Sets how many tasks run at once; by default half the number of processors, since a rendering
   * task keeps about two of them busy, but at least two.
   */
  public VideoPlatformBuilder concurrency(int tasks) {
    if (tasks < 1) {
      throw invalid("The concurrency must be at least 1, not " + tasks + ".");
    }
    concurrency = tasks;
    return this;
  }

  /** Sets the maximum size of a file, in bytes; by default 16 GiB. */
  public VideoPlatformBuilder maxUploadBytes(long bytes) {
    maxUploadBytes = bytes;
    return this;
  }

  /** Sets how long an upload may take before it counts as abandoned; by default 24 hours. */
  public VideoPlatformBuilder uploadTimeout(Duration longest) {
    uploadTimeout = longest;
    return this;
  }

  /**
   * Sets how long the files of a generation stay after a later one was published, for clients that
   * are still playing them; by default one hour.
   *
   * @throws ReelstateException INVALID_REQUEST if it is negative
   */
  public VideoPlatformBuilder generationGrace(Duration grace) {
    if (grace.isNegative()) {
      throw invalid("The grace period of old generations is negative: " + grace + ".");
    }
    generationGrace = grace;
    return this;
  }

  /** Sets what a file may demand; by default {@link MediaLimits#standard()}. */
  public VideoPlatformBuilder limits(MediaLimits newLimits) {
    limits = newLimits;
    return this;
  }

  /** Sets how worker processes run; by default {@link WorkerOptions#standard()}. */
  public VideoPlatformBuilder worker(WorkerOptions options) {
    worker = options;
    return this;
  }

  /**
   * Sets how long this node's lease lasts from each renewal; by default 15 s, renewed every 5 s.
   */
  public VideoPlatformBuilder lease(Duration duration) {
    lease = duration;
    return this;
  }

  /**
   * Sets how long to wait before polling for work unprompted; by default the interval that the
   * store advises: 1 s if it notifies of new work, else 100 ms.
   */
  public VideoPlatformBuilder poll(Duration interval) {
    poll = Optional.of(interval);
    return this;
  }

  /** Sets how long closing waits for running tasks before it hands them back; by default 5 s. */
  public VideoPlatformBuilder drain(Duration longest) {
    drain = longest;
    return this;
  }

  /**
   * Builds the platform without starting it.
   *
   * @throws ReelstateException INVALID_REQUEST if the store or the storage is missing, or the
   *     recipe names a step that is not registered
   */
  public VideoPlatform build() {
    if (store == null || storage == null) {
      throw invalid("A platform needs a " + (store == null ? "store" : "storage")
          + "; set one on the builder.");
    }
    EngineSettings engine = new EngineSettings(node, concurrency, lease, poll, drain, MAX_LOSSES);
    return new VideoPlatform(
        store,
        storage,
        recipe,
        new PlatformSettings(
            steps,
            listeners,
            maxUploadBytes,
            uploadTimeout,
            generationGrace,
            limits,
            worker,
            engine));
  }

  private static ReelstateException invalid(String message) {
    return new ReelstateException(Failure.permanent(FailureCode.INVALID_REQUEST, message));
  }
}
