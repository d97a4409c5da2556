package dev.reelstate.processing.worker;

import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.PresentNatives;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.task.Failure;
import java.nio.file.Path;
import java.time.Duration;
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
              request.parts().stream().flatMap(part -> part.files().values().stream()))
          .collect(Collectors.toSet());
    }

    @Override
    public Optional<Path> outputs() {
      return Optional.of(request.outputFolder());
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
