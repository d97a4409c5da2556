package dev.reelstate.testkit.history;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Entries of one process in a text file, one a line. Each line is passed to the operating system in
 * one write, so a kill of the process loses at most the last one. Thread-safe.
 */
public final class HistoryFile implements Consumer<HistoryEntry>, AutoCloseable {

  /** Not a channel: interrupting one writing thread would close it for all. */
  private final FileOutputStream file;

  private HistoryFile(FileOutputStream file) {
    this.file = file;
  }

  /**
   * Creates a file; its folder must exist.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is such a file: each process needs
   *     its own
   */
  public static HistoryFile create(Path path) throws IOException {
    Files.createFile(path);
    return new HistoryFile(new FileOutputStream(path.toFile()));
  }

  @Override
  public synchronized void accept(HistoryEntry entry) {
    try {
      file.write((RecordText.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The history could not be written.", e);
    }
  }

  /**
   * Reads a file. A last line that a kill cut off is ignored.
   *
   * @throws IllegalArgumentException if another line is not an entry
   */
  public static List<HistoryEntry> read(Path path) throws IOException {
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .map(line -> RecordText.read(HistoryEntry.class, line))
        .toList();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
