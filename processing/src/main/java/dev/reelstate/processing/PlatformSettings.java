package dev.reelstate.processing;

import dev.reelstate.detection.Detector;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.engine.EngineSettings;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.Retention;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.steps.Recipes;
import dev.reelstate.spi.Step;
import dev.reelstate.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of a platform, apart from its store and storage. */
record PlatformSettings(
    Recipes recipes,
    Map<String, Step> steps,
    Map<String, Detector> detectors,
    List<VideoListener> listeners,
    List<Telemetry> telemetry,
    long maxUploadBytes,
    Duration uploadTimeout,
    Duration generationGrace,
    Retention retention,
    MediaLimits limits,
    WorkerOptions worker,
    EngineSettings engine) {

  PlatformSettings {
    steps = Map.copyOf(steps);
    detectors = Map.copyOf(detectors);
    listeners = List.copyOf(listeners);
    telemetry = List.copyOf(telemetry);
  }
}
