package dev.reelstate.processing.worker;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.ExpectedOutputs;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at what a worker left in its output folder, and believes nothing else: no links, only
 * outputs that were asked for, and sizes as they are on the disk.
 */
final class RenderedFolder {

  private RenderedFolder() {}

  /** The worker made something else than it was asked for. */
  static final class UntrustedException extends Exception {
    private static final long serialVersionUID = 1L;

    UntrustedException(String message) {
      super(message);
    }
  }

  /** The result with the sizes that were measured. */
  static RenderResult verified(PassRequest request, RenderResult said)
      throws UntrustedException, IOException {
    Path folder = request.outputFolder();
    requireFilesOnly(folder);
    Optional<Output> unexpected = ExpectedOutputs.of(request.spec()).unexpected(said.outputs());
    if (unexpected.isPresent()) {
      Output output = unexpected.get();
      throw new UntrustedException("It made the output \"" + shortened(output.path())
          + "\" of the kind \"" + shortened(output.kind()) + "\", which was not asked for.");
    }
    List<Output> measured = new ArrayList<>();
    for (Output output : said.outputs()) {
      measured.add(measured(folder, output));
    }
    return new RenderResult(
        measured,
        said.copying(),
        said.encoders(),
        said.quality(),
        said.loudness(),
        said.marks(),
        said.warnings());
  }

  private static void requireFilesOnly(Path folder) throws UntrustedException, IOException {
    try {
      FileTree.requireFilesOnly(folder);
    } catch (FileTree.SpecialFileException e) {
      throw new UntrustedException("In its output folder " + e.getMessage() + ".");
    }
  }

  private static Output measured(Path folder, Output output)
      throws UntrustedException, IOException {
    Path file = folder.resolve(output.path());
    if (!FileTree.isFile(folder, file)) {
      throw new UntrustedException(
          "It named the output \"" + shortened(output.path()) + "\" but did not write it.");
    }
    return switch (output.kind()) {
      case Artifact.HLS, Artifact.HLS_RENDITION -> tree(output, requireNonNull(file.getParent()));
      default -> output.of(1, Files.size(file));
    };
  }

  /** A package, or a rendition of it, is everything in its folder. */
  private static Output tree(Output output, Path folder) throws IOException {
    long bytes = 0;
    List<Path> files = FileTree.files(folder);
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return output.of(files.size(), bytes);
  }

  static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
