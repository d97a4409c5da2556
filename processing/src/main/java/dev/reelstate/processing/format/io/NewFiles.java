package dev.reelstate.processing.format.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reelstate.processing.format.LabelFormatException;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a file or a folder that appears when it is complete. */
public final class NewFiles {

  /** Writes text. */
  @FunctionalInterface
  public interface Text {
    /** Writes everything. */
    void write(Writer out) throws IOException;
  }

  /** Writes the files of a folder. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything. */
    void write(NewFiles folder) throws IOException;
  }

  private final Path root;

  private NewFiles(Path root) {
    this.root = root;
  }

  /** Writes one file in UTF-8, and replaces the one that is there. */
  public static void file(Path target, Text text) {
    put(target, draft -> write(draft, text));
  }

  /** Writes a folder, which must be empty or absent. */
  public static void folder(Path target, Content content) {
    put(target, draft -> {
      refuseContent(target);
      Files.createDirectory(draft);
      content.write(new NewFiles(draft));
      Files.deleteIfExists(target);
    });
  }

  /**
   * Writes a file of the folder in UTF-8.
   *
   * @param name its path in the folder, with slashes
   */
  public void add(String name, Text text) throws IOException {
    Path file = root.resolve(checked(name));
    Files.createDirectories(file.getParent());
    try {
      write(file, text);
    } catch (FileAlreadyExistsException e) {
      throw new Refusal("Two images or classes would share the file \"" + name
          + "\", possibly because their names differ only in case.");
    }
  }

  /** A name that leads to a file inside a folder, on any system. */
  public static String checked(String name) {
    boolean plain =
        name.codePoints().noneMatch(one -> one < ' ' || one == '\\' || one == ':' || one == 0x7F);
    boolean inside = List.of(name.split("/", -1)).stream()
        .noneMatch(part -> part.isBlank() || part.equals(".") || part.equals(".."));
    if (!plain || !inside) {
      throw new Refusal("The name \"" + name + "\" cannot be that of a file.");
    }
    return name;
  }

  private static void write(Path file, Text text) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE_NEW)) {
      text.write(out);
    }
  }

  /** Writes next to the target, and moves what is complete there. */
  private static void put(Path target, DraftBody body) {
    Path whole = target.toAbsolutePath();
    Path draft = whole.resolveSibling("." + whole.getFileName() + "-" + System.nanoTime() + ".tmp");
    try {
      try {
        body.write(draft);
        Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        delete(draft);
      }
    } catch (Refusal e) {
      throw e.in(target, "");
    } catch (CharacterCodingException e) {
      throw new LabelFormatException(
          FailureCode.INVALID_ANNOTATIONS,
          target.toString(),
          "A name has an unpaired surrogate, which no file can hold.",
          e);
    } catch (IOException | UncheckedIOException e) {
      throw new LabelFormatException(
          FailureCode.STORAGE_UNAVAILABLE,
          target.toString(),
          "Writing failed: " + why(e, whole),
          e);
    }
  }

  private static String why(Exception failure, Path target) {
    Path folder = target.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      return "there is no folder \"" + folder + "\".";
    }
    if (failure instanceof AccessDeniedException) {
      return "access is denied.";
    }
    if (failure instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason() + ".";
    }
    return failure + ".";
  }

  private static void refuseContent(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    try (Stream<Path> content = Files.list(target)) {
      if (content.findAny().isPresent()) {
        throw new Refusal("The folder is not empty.");
      }
    }
  }

  private static void delete(Path draft) throws IOException {
    if (!Files.exists(draft)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(draft)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }

  /** Writes the draft of a file or a folder. */
  @FunctionalInterface
  private interface DraftBody {
    void write(Path draft) throws IOException;
  }
}
