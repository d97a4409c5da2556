package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.StoredText;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.detect.Detectors;
import dev.reelstate.processing.engine.EngineSettings;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Retention;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.steps.BuiltInSteps;
import dev.reelstate.processing.steps.HostStep;
import dev.reelstate.processing.steps.Recipes;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link VideoPlatform}. Not thread-safe; a built platform cannot be changed. A null
 * argument is a {@link NullPointerException} with the parameter's name.
 */
public final class VideoPlatformBuilder {

  private static final int MAX_LOSSES = 25;

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEARS = Duration.ofDays(3650);

  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, Detector> detectors = new LinkedHashMap<>();
  private final List<VideoListener> listeners = new ArrayList<>();
  private final List<Telemetry> telemetry = new ArrayList<>();
  private @Nullable VideoStore store;
  private @Nullable MediaStorage storage;
  private final Map<String, Recipe> recipes =
      new LinkedHashMap<>(Map.of(Recipes.DEFAULT, Recipe.standard()));
  private final Map<String, String> projectRecipes = new HashMap<>();
  private String node = "node-" + UUID.randomUUID();
  private int concurrency = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
  private long maxUploadBytes = 16L << 30;
  private Duration uploadTimeout = Duration.ofHours(24);
  private Duration generationGrace = Duration.ofHours(1);
  private Retention retention = Retention.forever();
  private MediaLimits limits = MediaLimits.standard();
  private WorkerOptions worker = WorkerOptions.standard();
  private Duration lease = Duration.ofSeconds(15);
  private Optional<Duration> poll = Optional.empty();
  private Duration drain = Duration.ofSeconds(5);
  private Duration stopGrace = Duration.ofSeconds(5);
  private Duration unknownStepAfter = Duration.ofHours(1);

  VideoPlatformBuilder() {}

  /** Sets the store for videos, tasks and events. Required; the platform closes it. */
  public VideoPlatformBuilder store(VideoStore newStore) {
    store = Objects.requireNonNull(newStore, "newStore");
    return this;
  }

  /** Sets the storage for bytes. Required; the platform closes it. */
  public VideoPlatformBuilder storage(MediaStorage newStorage) {
    storage = Objects.requireNonNull(newStorage, "newStorage");
    return this;
  }

  /**
   * Sets the recipe for videos that name none; by default {@link Recipe#standard()}. Its name is
   * {@code default}.
   */
  public VideoPlatformBuilder recipe(Recipe newRecipe) {
    return recipe(Recipes.DEFAULT, newRecipe);
  }

  /**
   * Adds a recipe for videos that name it. A video is processed with the recipe as it was when the
   * video was queued, on every node that shares the store. A later recipe of the same name is for
   * later videos.
   *
   * @param name the name, which is stored with the videos
   * @throws IllegalArgumentException if the name is longer than {@value StoredText#MAX_WORD} code
   *     points, or contains characters that databases cannot store
   */
  public VideoPlatformBuilder recipe(String name, Recipe newRecipe) {
    Objects.requireNonNull(newRecipe, "newRecipe");
    recipes.put(StoredText.word("the recipe's name", name), newRecipe);
    return this;
  }

  /** Names the recipe for a project's videos that name none; it has to be added as well. */
  public VideoPlatformBuilder projectRecipe(String project, String recipe) {
    Objects.requireNonNull(project, "project");
    projectRecipes.put(project, Objects.requireNonNull(recipe, "recipe"));
    return this;
  }

  /**
   * Registers a custom step. It runs on videos whose recipe names it. What the step says about
   * itself is read now, once.
   *
   * @throws ReelstateException INVALID_REQUEST if the name is taken, or a value of the step throws
   *     or is not in the range that {@link Step} describes
   */
  public VideoPlatformBuilder step(Step step) {
    Objects.requireNonNull(step, "step");
    HostStep added = HostStep.of(step);
    String name = added.name();
    if (BuiltInSteps.isBuiltIn(name) || steps.putIfAbsent(name, added) != null) {
      throw invalid("A step named \"" + name + "\" already exists; give yours another name.");
    }
    return this;
  }

  /**
   * Registers a detector of the host's, which recipes name in {@code detect}. It runs in this
   * process, on the frames that the recipe samples.
   *
   * @throws ReelstateException INVALID_REQUEST if another detector has its name
   */
  public VideoPlatformBuilder detector(Detector detector) {
    Objects.requireNonNull(detector, "detector");
    String name = Objects.requireNonNull(detector.name(), "detector's name");
    if (detectors.putIfAbsent(name, detector) != null) {
      throw invalid("A detector named \"" + name + "\" already exists; give yours another name.");
    }
    return this;
  }

  private void requireDetectors() {
    for (Recipe recipe : recipes.values()) {
      for (DetectionSpec spec : recipe.detections()) {
        boolean known = detectors.containsKey(spec.detector())
            || Detectors.named(spec.detector()).isPresent();
        if (!known) {
          throw invalid("A recipe names the detector \"" + spec.detector()
              + "\", which is not registered with the platform; registered detectors: "
              + (detectors.isEmpty()
                  ? "none"
                  : String.join(", ", new TreeSet<>(detectors.keySet())))
              + ".");
        }
      }
    }
  }

  /** Adds a listener; it is called live, on its own thread. */
  public VideoPlatformBuilder listener(VideoListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Adds a telemetry, which receives measurements and traces; by default there is none, and only
   * the JDK's Flight Recorder receives events.
   */
  public VideoPlatformBuilder telemetry(Telemetry newTelemetry) {
    telemetry.add(Objects.requireNonNull(newTelemetry, "newTelemetry"));
    return this;
  }

  /**
   * Names this application among those that share the store; by default, each start gets a new
   * name. With a fixed name, a restarted application resumes its work at once instead of after its
   * old lease has expired. Two applications that run at the same time must not share a name: the
   * later one gets the work, and the earlier one notices it at its next renewal, stops for good and
   * reports NODE_REPLACED in its log and its {@link VideoPlatform#health() health}.
   *
   * @throws IllegalArgumentException if the name is longer than {@value StoredText#MAX_WORD} code
   *     points, or contains characters that databases cannot store
   */
  public VideoPlatformBuilder node(String name) {
    Objects.requireNonNull(name, "name");
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

  /**
   * Sets the maximum size of a file, in bytes; by default 16 GiB.
   *
   * @throws ReelstateException INVALID_REQUEST if it is not positive
   */
  public VideoPlatformBuilder maxUploadBytes(long bytes) {
    if (bytes < 1) {
      throw invalid("The maximum size of a file must be at least one byte, not " + bytes + ".");
    }
    maxUploadBytes = bytes;
    return this;
  }

  /**
   * Sets how long an upload may take before it counts as abandoned; by default 24 hours.
   *
   * @throws ReelstateException INVALID_REQUEST if it is not between 1 ms and 3650 days
   */
  public VideoPlatformBuilder uploadTimeout(Duration longest) {
    uploadTimeout = within("upload timeout", longest, "longest", SHORTEST, YEARS);
    return this;
  }

  /**
   * Sets how long the files of a generation stay after a later one was published, for clients that
   * are still playing them; by default one hour.
   *
   * @throws ReelstateException INVALID_REQUEST if it is negative or longer than 3650 days
   */
  public VideoPlatformBuilder generationGrace(Duration grace) {
    generationGrace =
        within("grace period of old generations", grace, "grace", Duration.ZERO, YEARS);
    return this;
  }

  /**
   * Sets how long things are kept that nothing needs any more; by default
   * {@link Retention#forever()}. {@link Operations#retire} says beforehand what would be removed.
   */
  public VideoPlatformBuilder retention(Retention newRetention) {
    retention = Objects.requireNonNull(newRetention, "newRetention");
    return this;
  }

  /** Sets what a file may demand; by default {@link MediaLimits#standard()}. */
  public VideoPlatformBuilder limits(MediaLimits newLimits) {
    limits = Objects.requireNonNull(newLimits, "newLimits");
    return this;
  }

  /** Sets how worker processes run; by default {@link WorkerOptions#standard()}. */
  public VideoPlatformBuilder worker(WorkerOptions options) {
    worker = Objects.requireNonNull(options, "options");
    return this;
  }

  /**
   * Sets how long this node's lease lasts from each renewal; by default 15 s, renewed every 5 s.
   *
   * @throws ReelstateException INVALID_REQUEST if it is not between 10 ms and one day
   */
  public VideoPlatformBuilder lease(Duration duration) {
    lease = within("lease", duration, "duration", SHORTEST.multipliedBy(10), DAY);
    return this;
  }

  /**
   * Sets how long to wait before polling for work unprompted; by default the interval that the
   * store advises: 1 s if it notifies of new work, else 100 ms.
   *
   * @throws ReelstateException INVALID_REQUEST if it is not between 1 ms and one day
   */
  public VideoPlatformBuilder poll(Duration interval) {
    poll = Optional.of(within("poll interval", interval, "interval", SHORTEST, DAY));
    return this;
  }

  /**
   * Sets how long closing waits for running tasks before it hands them back; by default 5 s. Zero
   * hands them back at once.
   *
   * @throws ReelstateException INVALID_REQUEST if it is negative or longer than one day
   */
  public VideoPlatformBuilder drain(Duration longest) {
    drain = within("drain time", longest, "longest", Duration.ZERO, DAY);
    return this;
  }

  /**
   * Sets how long a step may take to end after it was interrupted, by default 5 s. Then its attempt
   * ends without it and its slot is free again. When the platform closes, it is one second at most.
   *
   * @throws ReelstateException INVALID_REQUEST if it is negative or longer than one day
   */
  public VideoPlatformBuilder stopGrace(Duration longest) {
    stopGrace = within("grace for steps that are stopped", longest, "longest", Duration.ZERO, DAY);
    return this;
  }

  /**
   * Sets how long a task may be ready while no running application knows its step, by default one
   * hour, by the store's clock. Then its video fails with the code UNKNOWN_STEP. Until then, the
   * {@linkplain VideoPlatform#health() health} of every node says so.
   *
   * @throws ReelstateException INVALID_REQUEST if it is negative or longer than 365 days
   */
  public VideoPlatformBuilder unknownStepAfter(Duration longest) {
    unknownStepAfter = within(
        "time after which an unknown step fails",
        longest,
        "longest",
        Duration.ZERO,
        RetryPolicy.LONGEST_DELAY);
    return this;
  }

  /**
   * Builds the platform without starting it.
   *
   * @throws ReelstateException INVALID_REQUEST if the store or the storage is missing, a recipe
   *     names a step or a detector that is not registered, or a project a recipe that was not added
   */
  public VideoPlatform build() {
    if (store == null || storage == null) {
      throw invalid("A platform needs a " + (store == null ? "store" : "storage")
          + "; set one on the builder.");
    }
    requireDetectors();
    EngineSettings engine = new EngineSettings(
        node, concurrency, lease, poll, drain, MAX_LOSSES, stopGrace, unknownStepAfter);
    return new VideoPlatform(
        store,
        storage,
        new PlatformSettings(
            new Recipes(recipes, projectRecipes, steps),
            steps,
            detectors,
            listeners,
            telemetry,
            maxUploadBytes,
            uploadTimeout,
            generationGrace,
            retention,
            limits,
            worker,
            engine));
  }

  private static Duration within(
      String what, Duration given, String parameter, Duration least, Duration most) {
    Objects.requireNonNull(given, parameter);
    if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
      throw invalid("The " + what + " must be between " + least.toMillis() + " ms and "
          + most.toDays() + " days, not " + given + ".");
    }
    return given;
  }

  private static ReelstateException invalid(String message) {
    return new ReelstateException(Failure.permanent(FailureCode.INVALID_REQUEST, message));
  }
}
