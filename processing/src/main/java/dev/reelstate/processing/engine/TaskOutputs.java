package dev.reelstate.processing.engine;

import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Artifact;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * @throws StepException if an output is not as the step says, or cannot be kept under its name
   * @throws IOException if the storage cannot keep it
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
      if (folder == null || !FileTree.isFile(folder, folder.resolve(path).normalize())) {
        throw invalid(
            task,
            "named the output \"" + path + "\", which is not a file in its output folder; write it"
                + " there, and not through a link.");
      }
    }
    publish(Objects.requireNonNull(folder), task, result, named);
  }

  /** Publishes the named files and removes the others. */
  private void publish(Path folder, RunningTask task, StepResult result, List<String> named)
      throws IOException, StepException {
    Map<String, Long> kept = new HashMap<>();
    for (Path file : FileTree.files(folder)) {
      String path = folder.relativize(file).toString().replace(File.separatorChar, '/');
      if (isKept(path, named)) {
        requireKey(task, path);
        kept.put(path, Files.size(file));
      } else {
        Files.delete(file);
      }
    }
    for (StepResult.Output output : result.outputs()) {
      requireSize(task, output, kept);
    }
    storage.publish(folder, task.prefix());
    if (!result.intermediates().isEmpty()) {
      try (MediaStorage.Receiver marker = storage.receive(task.prefix() + "/" + VideoKeys.WHOLE)) {
        marker.commit();
      }
    }
  }

  /** Everything that is kept becomes part of a key, the unnamed files of a subfolder too. */
  private static void requireKey(RunningTask task, String path) throws StepException {
    if (!StepResult.Output.isPath(path)) {
      throw invalid(
          task,
          "left a file in a subfolder of its outputs whose name cannot be kept; use letters,"
              + " digits, dots, dashes and underscores, and no leading dots.");
    }
  }

  /** Files that lie together may belong to several outputs, so their sizes are only bounds. */
  private static void requireSize(
      RunningTask task, StepResult.Output output, Map<String, Long> kept) throws StepException {
    long least = Objects.requireNonNull(kept.get(output.path()));
    String subfolder = output.path().substring(0, output.path().lastIndexOf('/') + 1);
    long most = subfolder.isEmpty()
        ? least
        : kept.entrySet().stream()
            .filter(file -> file.getKey().startsWith(subfolder))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (output.bytes() < least || output.bytes() > most) {
      throw invalid(
          task,
          "says that the output \"" + output.path() + "\" has " + output.bytes()
              + " bytes, but there are " + (least == most ? "" : least + " to ") + most
              + "; give the size of what was written.");
    }
  }

  private static StepException invalid(RunningTask task, String what) {
    return new StepException(Failure.permanent(
        FailureCode.OUTPUT_INVALID, "The step \"" + task.step().name() + "\" " + what));
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
