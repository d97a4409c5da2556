package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.packaging.PackagedRendition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The outputs of a pass so far, in the order in which they were added. Used by one thread. */
public final class Outputs {

  private final Path folder;
  private final OutputBudget budget;
  private final List<Output> all = new ArrayList<>();

  /**
   * Creates an empty list of outputs.
   *
   * @param folder the output folder, to which all paths are relative
   * @param budget counts the bytes written
   */
  public Outputs(Path folder, OutputBudget budget) {
    this.folder = folder;
    this.budget = budget;
  }

  /** The file at a path relative to the output folder. */
  Path file(String path) {
    return folder.resolve(path);
  }

  /** Writes a file, replacing any existing one. */
  void write(String path, byte[] content) throws IOException {
    budget.write(file(path), content);
  }

  /** Writes a text file in UTF-8. */
  void write(String path, String content) throws IOException {
    write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the playlists of a rendition, whose folder is relative to the output folder. */
  void writePlaylists(String path, PackagedRendition rendition, long target) throws IOException {
    rendition.writePlaylists(file(path), budget, target);
  }

  /** The size of a written file, in bytes. */
  long bytes(String path) throws IOException {
    return Files.size(file(path));
  }

  /** Describes a written file. */
  Output describe(String kind, String name, String path, String type) throws IOException {
    return Output.of(kind, name, path, type, bytes(path));
  }

  void add(Output output) {
    all.add(output);
  }

  /** All outputs. */
  public List<Output> all() {
    return List.copyOf(all);
  }
}
