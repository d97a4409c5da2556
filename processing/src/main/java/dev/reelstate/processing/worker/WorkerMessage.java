package dev.reelstate.processing.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.reelstate.processing.media.MediaLimits;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.task.Failure;
import dev.reelstate.video.MediaInfo;
import java.time.Duration;

/** What the host and its worker say to each other: a closed set, so that a worker that was taken over can say nothing else. */
sealed interface WorkerMessage {

  /** What the host asks for. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Inspect.class, name = "inspect"),
    @JsonSubTypes.Type(value = Render.class, name = "render")
  })
  sealed interface Request extends WorkerMessage {}

  /** What the worker answers: any number of positions, then one of the others. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Position.class, name = "position"),
    @JsonSubTypes.Type(value = Inspected.class, name = "inspected"),
    @JsonSubTypes.Type(value = Rendered.class, name = "rendered"),
    @JsonSubTypes.Type(value = Failed.class, name = "failed")
  })
  sealed interface Reply extends WorkerMessage {}

  /** Asks what a file holds. */
  record Inspect(String file, String container, MediaLimits limits) implements Request {}

  /** Asks for one pass over a file. */
  record Render(
      String file,
      String container,
      MediaInfo media,
      RenderSpec spec,
      MediaLimits limits,
      String outputFolder)
      implements Request {}

  /** How far the pass is, in presented time. */
  record Position(Duration presented) implements Reply {}

  /** The answer to {@link Inspect}. */
  record Inspected(MediaInfo media) implements Reply {}

  /** The answer to {@link Render}. */
  record Rendered(RenderResult result) implements Reply {}

  /** The answer when it did not work. */
  record Failed(Failure failure) implements Reply {}
}
