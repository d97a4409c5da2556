package dev.reelstate.processing.worker;

import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.DetectorModel;
import dev.reelstate.processing.frames.FrameForm;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.PresentNatives;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.trial.TrialRequest;
import dev.reelstate.processing.media.trial.TrialResult;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.task.Failure;
import dev.reelstate.video.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The messages between the host and its worker: a closed set, so that a compromised worker can send
 * nothing else.
 */
sealed interface WorkerMessage {

  /**
   * Names the request, in words that nobody can guess: a reply counts only if it repeats them, so a
   * worker cannot answer a request before it has it.
   */
  String ticket();

  /** A request of the host. */
  sealed interface Request extends WorkerMessage {

    /** The media files that the worker has to read. */
    Set<Path> inputs();

    /** The folder that the worker has to write to, if any. */
    Optional<Path> outputs();
  }

  /** A reply of the worker: any number of reports on its progress, then one of the others. */
  sealed interface Reply extends WorkerMessage {}

  /** Asks which native libraries the worker has. */
  record Describe(String ticket) implements Request {

    @Override
    public Set<Path> inputs() {
      return Set.of();
    }

    @Override
    public Optional<Path> outputs() {
      return Optional.empty();
    }
  }

  /** Asks what a file contains, and where it may be cut into parts of at least the given length. */
  record Inspect(
      String ticket, Path file, String container, MediaLimits limits, Duration partLength)
      implements Request {

    @Override
    public Set<Path> inputs() {
      return Set.of(file);
    }

    @Override
    public Optional<Path> outputs() {
      return Optional.empty();
    }
  }

  /** Asks for one pass over a file. */
  record Render(String ticket, PassRequest request, MediaLimits limits) implements Request {

    @Override
    public Set<Path> inputs() {
      return Stream.concat(
              Stream.of(request.source()),
              Stream.concat(
                  request.adoption().pictures().stream(),
                  request.parts().stream().flatMap(part -> part.files().values().stream())))
          .collect(Collectors.toSet());
    }

    @Override
    public Optional<Path> outputs() {
      return Optional.of(request.outputFolder());
    }
  }

  /** Asks what rungs would cost and show. */
  record Try(String ticket, TrialRequest trial, MediaLimits limits) implements Request {

    @Override
    public Set<Path> inputs() {
      return Set.of(trial.source());
    }

    @Override
    public Optional<Path> outputs() {
      return Optional.empty();
    }
  }

  /** The answer to {@link Try}. */
  record Tried(String ticket, TrialResult result) implements Reply {

    /** A worker that is sound leaves nothing out. */
    public Tried {
      Objects.requireNonNull(ticket);
      Objects.requireNonNull(result);
    }
  }

  /** Asks what a detector that comes with Reelstate finds on sampled pictures. */
  record Detect(String ticket, List<Path> pictures, DetectionSpec spec, Path outputFolder)
      implements Request {

    /** Copies the list. */
    public Detect {
      pictures = List.copyOf(pictures);
    }

    @Override
    public Set<Path> inputs() {
      DetectorModel model = spec.model();
      return Stream.concat(pictures.stream(), Stream.ofNullable(model).map(DetectorModel::file))
          .collect(Collectors.toSet());
    }

    @Override
    public Optional<Path> outputs() {
      return Optional.of(outputFolder);
    }
  }

  /** Asks for single frames of a film, by their numbers in its frame map. */
  record Fetch(
      String ticket,
      Path source,
      MediaInfo media,
      Path map,
      List<Long> numbers,
      FrameForm form,
      Path outputFolder,
      MediaLimits limits)
      implements Request {

    /** Copies the list. */
    public Fetch {
      numbers = List.copyOf(numbers);
    }

    @Override
    public Set<Path> inputs() {
      return Set.of(source, map);
    }

    @Override
    public Optional<Path> outputs() {
      return Optional.of(outputFolder);
    }
  }

  /** The answer to {@link Fetch}; the frames are in the output folder. */
  record Fetched(String ticket) implements Reply {

    /** A worker that is sound leaves nothing out. */
    public Fetched {
      Objects.requireNonNull(ticket);
    }
  }

  /** The progress of a detection: how many pictures have been looked at. */
  record Looked(String ticket, int pictures) implements Reply {

    /** A worker that is sound leaves nothing out. */
    public Looked {
      Objects.requireNonNull(ticket);
    }
  }

  /** The answer to {@link Detect}; what was found is in the output folder. */
  record Detected(String ticket) implements Reply {

    /** A worker that is sound leaves nothing out. */
    public Detected {
      Objects.requireNonNull(ticket);
    }
  }

  /** The progress of the pass, in presented time. */
  record Position(String ticket, Duration presented) implements Reply {

    /** A worker that is sound leaves nothing out. */
    public Position {
      Objects.requireNonNull(ticket);
      Objects.requireNonNull(presented);
    }
  }

  /** The progress of an inspection: how far the file has been read. */
  record BytesRead(String ticket, long bytes) implements Reply {

    /** A worker that is sound leaves nothing out. */
    public BytesRead {
      Objects.requireNonNull(ticket);
    }
  }

  /** The answer to {@link Describe}. */
  record Described(String ticket, PresentNatives natives) implements Reply {

    /** A worker that is sound leaves nothing out. */
    public Described {
      Objects.requireNonNull(ticket);
      Objects.requireNonNull(natives);
    }
  }

  /** The answer to {@link Inspect}. */
  record Inspected(String ticket, Inspection inspection) implements Reply {

    /** A worker that is sound leaves nothing out. */
    public Inspected {
      Objects.requireNonNull(ticket);
      Objects.requireNonNull(inspection);
    }
  }

  /** The answer to {@link Render}. */
  record Rendered(String ticket, RenderResult result) implements Reply {

    /** A worker that is sound leaves nothing out. */
    public Rendered {
      Objects.requireNonNull(ticket);
      Objects.requireNonNull(result);
    }
  }

  /** The answer to a request that failed. */
  record Failed(String ticket, Failure failure) implements Reply {

    /** A worker that is sound leaves nothing out. */
    public Failed {
      Objects.requireNonNull(ticket);
      Objects.requireNonNull(failure);
    }
  }
}
