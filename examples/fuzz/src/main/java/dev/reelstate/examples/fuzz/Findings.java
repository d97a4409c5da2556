package dev.reelstate.examples.fuzz;

import dev.reelstate.examples.fuzz.Finding.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was found, with the smallest file for each cause. */
final class Findings {

  /** So much of each finding is printed; all of it is in a file next to the kept one. */
  private static final int LINES = 5;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private @Nullable Path folder;

  /** All findings of one cause. */
  private record Entry(Finding finding, int count, @Nullable Path file, long bytes) {}

  /** Keeps files in a folder, or in a temporary one if there is none. */
  Findings(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Adds what one file showed, and keeps the file if it is the smallest. */
  void add(Outcome outcome) throws IOException {
    for (Finding finding : outcome.findings()) {
      boolean fresh = !entries.containsKey(finding.key());
      add(finding, outcome.mutant());
      if (fresh) {
        for (Mutant suspect : outcome.suspects()) {
          Files.write(folder().resolve("suspect-" + suspect.name()), suspect.bytes());
        }
      }
    }
  }

  private void add(Finding finding, Mutant mutant) throws IOException {
    Entry before = entries.get(finding.key());
    int count = before == null ? 1 : before.count() + 1;
    if (before != null && before.bytes() <= mutant.bytes().length) {
      entries.put(finding.key(), new Entry(before.finding(), count, before.file(), before.bytes()));
      return;
    }
    Path file = Files.write(folder().resolve(mutant.name()), mutant.bytes());
    Files.writeString(folder().resolve(mutant.name() + ".txt"), finding.text());
    if (before != null && before.file() != null && !before.file().equals(file)) {
      forget(before.file(), finding.key());
    }
    entries.put(finding.key(), new Entry(finding, count, file, mutant.bytes().length));
  }

  private void forget(Path file, String key) throws IOException {
    boolean shared = entries.entrySet().stream()
        .anyMatch(
            entry -> !entry.getKey().equals(key) && file.equals(entry.getValue().file()));
    if (!shared) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".txt"));
    }
  }

  private Path folder() throws IOException {
    if (folder == null) {
      // Not where this JVM's temporary files are, which is removed at the end.
      folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "fuzz-findings-");
    }
    return Files.createDirectories(folder);
  }

  /** Adds something that no single file has shown. */
  void add(Finding finding) {
    entries.put(finding.key(), new Entry(finding, 1, null, 0));
  }

  /** Whether the run was clean. */
  boolean clean() {
    return entries.values().stream().noneMatch(entry -> entry.finding().kind().fails());
  }

  /** The number of causes. */
  int size() {
    return entries.size();
  }

  void print(PrintStream out) {
    for (Kind kind : Kind.values()) {
      entries.values().stream()
          .filter(entry -> entry.finding().kind() == kind)
          .forEach(entry -> print(entry, out));
    }
    out.println(clean() ? "No file was blamed on the platform." : "Something was found.");
  }

  private static void print(Entry entry, PrintStream out) {
    String file = entry.file() == null ? "" : "; smallest: " + entry.file();
    out.printf(
        "%s, %d x%s%n  %s%n%n",
        entry.finding().kind().text(),
        entry.count(),
        file,
        entry.finding().text().lines().limit(LINES).collect(Collectors.joining("\n  ")));
  }
}
