package dev.reelstate.examples.benchmarks.tracking;

import dev.reelstate.evaluation.TrackingScore;
import dev.reelstate.tracking.TrackerSettings;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores the trackers on made-up scenes; the same figures on every run. */
@Command(
    name = "tracking",
    header = "How well the trackers follow people in made-up scenes.",
    description = "Plays scenes with known truth, tracks what a made-up detector finds, and prints"
        + " HOTA, IDF1, MOTA, identity switches and interruptions.")
public final class TrackingBenchmark implements Callable<Integer> {

  private final PrintStream out;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--scenes",
      paramLabel = "N",
      description = "Number of scenes of each kind (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int scenes;

  /** Creates a benchmark that prints to a stream. */
  public TrackingBenchmark(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("not called from the command line");
    }
    if (scenes < 1) {
      throw new ParameterException(command.commandLine(), "--scenes must be at least 1.");
    }
    out.printf(
        Locale.ROOT,
        "%-28s %-10s %6s %6s %6s %6s %6s%n",
        "scene",
        "tracker",
        "HOTA",
        "IDF1",
        "MOTA",
        "IDSW",
        "Frag");
    for (MadeUpScene scene : MadeUpScene.values()) {
      print(scene, "SORT", TrackerSettings.sort());
      print(scene, "ByteTrack", TrackerSettings.byteTrack());
    }
    return 0;
  }

  private void print(MadeUpScene scene, String name, TrackerSettings settings) {
    TrackingScore score = scene.score(settings, scenes);
    Map<String, Double> figures = score.asTrackEval().values();
    out.printf(
        Locale.ROOT,
        "%-28s %-10s %6.3f %6.3f %6.3f %6.0f %6.0f%n",
        scene.words(),
        name,
        figures.get("HOTA"),
        figures.get("IDF1"),
        figures.get("MOTA"),
        figures.get("IDSW"),
        figures.get("Frag"));
  }
}
