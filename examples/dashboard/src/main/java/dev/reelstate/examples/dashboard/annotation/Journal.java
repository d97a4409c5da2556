package dev.reelstate.examples.dashboard.annotation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.examples.dashboard.view.Json;
import dev.reelstate.examples.dashboard.view.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file that keeps a working copy: a line about the revision it began with, and one line of JSON
 * per entry. A line is on the disk before anybody is told of it. A last line that is not whole, as
 * a crash may leave it, was never confirmed to anybody and is dropped. Not thread-safe.
 */
final class Journal {

  private static final ObjectMapper JSON = Json.mapper();

  /**
   * The first line.
   *
   * @param base the number of the revision, or 0
   * @param first the number of the entry before the first one
   * @param requests requests that were fulfilled before
   */
  @Wire
  record Begin(int base, long first, List<String> requests) {}

  /** Everything in a journal. */
  record Kept(Begin begin, List<Entry> entries) {}

  private final Path file;

  Journal(Path file) {
    this.file = file;
  }

  /** Reads the journal, or returns empty if there is none. */
  Optional<Kept> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (whole.length() < text.length()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
      }
    }
    List<String> lines = whole.lines().toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      entries.add(JSON.readValue(line, EntryView.class).entry());
    }
    return Optional.of(new Kept(JSON.readValue(lines.get(0), Begin.class), entries));
  }

  /** Begins anew, which replaces everything at once. */
  void begin(Begin begin, List<Entry> entries) throws IOException {
    Files.createDirectories(file.getParent());
    StringBuilder text = new StringBuilder(JSON.writeValueAsString(begin)).append('\n');
    for (Entry entry : entries) {
      text.append(line(entry));
    }
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    write(next, text.toString());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Appends an entry. */
  void append(Entry entry) throws IOException {
    write(file, line(entry));
  }

  private static String line(Entry entry) throws IOException {
    return JSON.writeValueAsString(EntryView.of(entry)) + "\n";
  }

  private static void write(Path to, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(
        to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      long before = channel.size();
      try {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    }
  }

  /** Removes the journal. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
