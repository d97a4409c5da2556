package dev.reelstate.processing;

import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.engine.EngineSettings;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of a platform, apart from its store, storage and recipe. */
record PlatformSettings(
    Map<String, Step> steps,
    List<VideoListener> listeners,
    long maxUploadBytes,
    Duration uploadTimeout,
    Duration generationGrace,
    MediaLimits limits,
    WorkerOptions worker,
    EngineSettings engine) {

  PlatformSettings {
    steps = Map.copyOf(steps);
    listeners = List.copyOf(listeners);
  }
}
