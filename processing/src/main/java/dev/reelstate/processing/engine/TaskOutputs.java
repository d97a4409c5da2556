package dev.reelstate.processing.engine;

import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Moves what a step has made from its work folder into the storage, below the prefix of its claim.
 * Thread-safe.
 */
final class TaskOutputs {

  private final MediaStorage storage;

  TaskOutputs(MediaStorage storage) {
    this.storage = storage;
  }

  /**
   * Keeps the outputs of a step that succeeded.
   *
   * @return the artifacts that they become
   * @throws StepException if an output has a name that no storage can keep
   * @throws IOException if an output was not written, or the storage cannot keep it
   */
  List<Artifact> keep(RunningTask task, StepResult result) throws IOException, StepException {
    keepFiles(task, result);
    return result.outputs().stream().map(output -> artifact(task, output)).toList();
  }

  private void keepFiles(RunningTask task, StepResult result) throws IOException, StepException {
    Path folder = task.usedFolder();
    List<String> named = Stream.concat(
            result.outputs().stream().map(StepResult.Output::path), result.intermediates().stream())
        .toList();
    if (named.isEmpty()) {
      return;
    }
    for (String path : named) {
      requireKey(task, path);
      if (folder == null || !FileTree.isFile(folder, folder.resolve(path).normalize())) {
        throw new IOException("The step named the output " + path + " but did not write it.");
      }
    }
    publish(Objects.requireNonNull(folder), task, result, named);
  }

  /** Publishes the named files and removes the others. */
  private void publish(Path folder, RunningTask task, StepResult result, List<String> named)
      throws IOException {
    for (Path file : FileTree.files(folder)) {
      if (!isKept(folder.relativize(file).toString().replace('\\', '/'), named)) {
        Files.delete(file);
      }
    }
    storage.publish(folder, task.prefix());
    if (!result.intermediates().isEmpty()) {
      try (MediaStorage.Receiver marker = storage.receive(task.prefix() + "/" + VideoKeys.WHOLE)) {
        marker.commit();
      }
    }
  }

  /** The storage keeps an output under its path, so the path has to be part of a key. */
  private static void requireKey(RunningTask task, String path) throws StepException {
    if (!VideoKeys.isPart(path)) {
      throw new StepException(Failure.permanent(
          FailureCode.OUTPUT_INVALID,
          "The step \"" + task.step().name() + "\" named the output \"" + path
              + "\"; use letters, digits, dots, dashes and underscores, with slashes between"
              + " folders."));
    }
  }

  /** Whether a file is a named output or lies below the subfolder of one. */
  private static boolean isKept(String path, List<String> named) {
    return named.stream().anyMatch(name -> {
      int slash = name.lastIndexOf('/');
      return path.equals(name) || (slash > 0 && path.startsWith(name.substring(0, slash + 1)));
    });
  }

  private static Artifact artifact(RunningTask task, StepResult.Output output) {
    Claim claim = task.claim();
    return new Artifact(
        output.kind(),
        output.name(),
        claim.task().generation(),
        claim.task().step(),
        task.prefix() + "/" + output.path(),
        output.contentType(),
        output.width(),
        output.height(),
        output.duration(),
        output.bytes(),
        output.copied());
  }
}
