package dev.reelstate.examples.fuzz;

import dev.reelstate.examples.fuzz.Finding.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the host's log for errors, of which there should be none. Thread-safe. */
final class LogWatch {

  private static final String ERROR = " ERROR ";

  /** The message, the exception and where it was thrown. */
  private static final int LINES = 4;

  private final Path file;
  private long seen;

  LogWatch(Path file) {
    this.file = file;
  }

  /** The errors since the last call, each kind once. */
  synchronized List<Finding> errors() throws IOException {
    List<String> lines = fresh();
    List<Finding> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(ERROR)) {
        String text = lines.subList(i, Math.min(lines.size(), i + LINES)).stream()
            .collect(Collectors.joining("\n"));
        String key = Kind.FAULT + " log " + Signature.general(text);
        if (found.stream().noneMatch(finding -> finding.key().equals(key))) {
          found.add(new Finding(Kind.FAULT, key, "the host's log says:\n" + text));
        }
      }
    }
    return found;
  }

  private List<String> fresh() throws IOException {
    if (!Files.exists(file) || Files.size(file) == seen) {
      return List.of();
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(seen);
      byte[] bytes = new byte[(int) (log.length() - seen)];
      log.readFully(bytes);
      seen += bytes.length;
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
