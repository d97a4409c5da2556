package dev.reelstate.examples.quickstart;

import dev.reelstate.task.Failure;
import dev.reelstate.video.Artifact;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The summary at the end of a run: the outputs, and where they are. */
final class Summary {

  private final PrintStream out;
  private final Path dir;

  /** Prints file names relative to the folder as the user gave it. */
  Summary(PrintStream out, Path dir) {
    this.out = out;
    this.dir = dir;
  }

  void print(List<Outcome> outcomes) {
    outcomes.forEach(this::print);
    out.println();
    if (outcomes.size() > 1) {
      out.println(counts(outcomes));
    }
    out.println("Report: " + Text.plain(dir.resolve(OutputFolder.REPORT).toString()));
  }

  private void print(Outcome outcome) {
    out.println();
    out.println(Text.plain(outcome.source().name()) + ": "
        + outcome.video().status().wireName() + ", " + Text.seconds(outcome.wall()));
    Failure failure = outcome.video().failure();
    if (failure != null) {
      out.println("  " + Text.plain(failure.message()) + " (" + failure.code() + ")");
    }
    outcome.artifacts().forEach(artifact -> out.println("  " + line(artifact)));
  }

  private String line(Artifact artifact) {
    String facts = Stream.of(
            Text.pixels(artifact.width(), artifact.height()), Text.size(artifact.bytes()))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
    String kind =
        artifact.kind().equals(Artifact.HLS_RENDITION) ? "hls " + artifact.name() : artifact.kind();
    return String.format(
        Locale.ROOT,
        "%-16s %s (%s)",
        kind.replace('_', ' '),
        dir.resolve(OutputFolder.pathOf(artifact)),
        facts);
  }

  private static String counts(List<Outcome> outcomes) {
    return outcomes.stream()
        .collect(Collectors.groupingBy(
            outcome -> outcome.video().status(), TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(count -> count.getValue() + " " + count.getKey().wireName())
        .collect(Collectors.joining(", "));
  }
}
