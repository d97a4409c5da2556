package dev.reelstate.processing.worker;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.RenditionFacts;
import dev.reelstate.processing.media.packaging.SegmentFiles;
import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at what a worker left in its output folder, and believes nothing else: no links, only
 * outputs that were asked for, and sizes as they are on the disk.
 */
public final class RenderedFolder {

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
        said.poster(),
        said.warnings(),
        facts(request, said.renditions()),
        said.cpu());
  }

  /**
   * What playlists say of renditions that are in the folder is as long as these; of those that are
   * adopted, it is what the worker was told.
   */
  private static Map<String, RenditionFacts> facts(
      PassRequest request, Map<String, RenditionFacts> said)
      throws UntrustedException, IOException {
    ExpectedOutputs expected = ExpectedOutputs.of(request.spec());
    for (Map.Entry<String, RenditionFacts> one : said.entrySet()) {
      String name = one.getKey();
      boolean isAdopted = one.getValue().equals(request.adoption().renditions().get(name));
      if (!expected.hasRendition(name)
          || !(isAdopted || isThere(request.outputFolder(), name, one.getValue()))) {
        throw new UntrustedException(
            "What it said of the rendition \"" + shortened(name) + "\" is not what it wrote.");
      }
    }
    return said;
  }

  private static boolean isThere(Path outputs, String name, RenditionFacts facts)
      throws IOException {
    Path folder = outputs.resolve("hls").resolve(name);
    if (!facts.isConsistent() || !isFile(folder, SegmentFiles.INIT, facts.initBytes())) {
      return false;
    }
    for (int i = 0; i < facts.sizes().size(); i++) {
      if (!isFile(folder, SegmentFiles.name(i), facts.sizes().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFile(Path folder, String name, long bytes) throws IOException {
    Path file = folder.resolve(name);
    return FileTree.isFile(folder, file) && Files.size(file) == bytes;
  }

  /** A package or a rendition of it, with the size and number of the files that are there now. */
  public static Output packaged(Path folder, Output output) throws IOException {
    return tree(output, requireNonNull(folder.resolve(output.path()).getParent()));
  }

  private static void requireFilesOnly(Path folder) throws UntrustedException, IOException {
    try {
      FileTree.requireFilesOnly(folder);
    } catch (FileTree.SpecialFileException e) {
      throw new UntrustedException("In its output folder " + e.getMessage() + ".");
    }
  }

  /** The one file that a worker was to leave. */
  static Path file(Path folder, String name) throws UntrustedException, IOException {
    requireFilesOnly(folder);
    Path file = folder.resolve(name);
    if (!FileTree.isFile(folder, file)) {
      throw new UntrustedException("It did not write " + name + ".");
    }
    return file;
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
