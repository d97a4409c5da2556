package dev.reelstate.processing.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.task.Failure;
import dev.reelstate.video.MediaInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the host and its worker say to each other: a closed set, so that a worker that was taken
 * over can say nothing else.
 */
sealed interface WorkerMessage {

  /** What the host asks for. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Inspect.class, name = "inspect"),
    @JsonSubTypes.Type(value = Render.class, name = "render"),
    @JsonSubTypes.Type(value = Join.class, name = "join")
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

  /** Asks what a file holds, and where it may be cut into parts of at least that length. */
  record Inspect(String file, String container, MediaLimits limits, Duration partLength)
      implements Request {}

  /** Asks for one pass over a file. */
  record Render(
      String file,
      String container,
      MediaInfo media,
      RenderSpec spec,
      MediaLimits limits,
      String outputFolder)
      implements Request {}

  /** Asks for the outputs of a file whose pictures were encoded in parts. */
  record Join(
      String file,
      String container,
      MediaInfo media,
      RenderSpec spec,
      MediaLimits limits,
      List<Part> parts,
      String outputFolder)
      implements Request {}

  /**
   * A part to be joined.
   *
   * @param files the encoded pictures of each rung, by its name
   */
  record Part(RenderSpec.Part part, Map<String, String> files) {}

  /** How far the pass is, in presented time. */
  record Position(Duration presented) implements Reply {}

  /** The answer to {@link Inspect}. */
  record Inspected(Inspection inspection) implements Reply {}

  /** The answer to {@link Render} and {@link Join}. */
  record Rendered(RenderResult result) implements Reply {}

  /** The answer when it did not work. */
  record Failed(Failure failure) implements Reply {}
}
