package dev.reelstate.examples.evaluate;

import dev.reelstate.examples.evaluate.input.FileTrouble;
import dev.reelstate.examples.evaluate.input.UnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that a run writes. */
final class Outputs {

  @Option(
      names = "--json",
      order = 1,
      paramLabel = "FILE",
      description = "Write figures and verdict as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      order = 1,
      paramLabel = "FILE",
      description = "Write a report with charts, as one page that needs no network.")
  private @Nullable Path html;

  /** Says what can be known to fail before anything is scored. */
  void check() throws UnusableException {
    if (json != null && html != null && whole(json).equals(whole(html))) {
      throw new UnusableException("Give --json and --html different files, not both " + json + ".");
    }
    check("--json", json);
    check("--html", html);
  }

  private static void check(String option, @Nullable Path file) throws UnusableException {
    if (file == null) {
      return;
    }
    Path folder = whole(file).getParent();
    if (Files.isDirectory(file)) {
      throw new UnusableException(file + " is a folder; name a file for " + option + ".");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UnusableException(file + " cannot be written: there is no folder " + folder + ".");
    }
  }

  private static Path whole(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /** Writes the files that are asked for, whose texts are made only then. */
  void write(Supplier<String> jsonText, Supplier<String> htmlText) throws UnusableException {
    write(json, jsonText);
    write(html, htmlText);
  }

  private static void write(@Nullable Path file, Supplier<String> text) throws UnusableException {
    if (file == null) {
      return;
    }
    String content = text.get();
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UnusableException(FileTrouble.cannotWrite(file, e), e);
    }
  }
}
