package dev.reelstate.examples.evaluate.input;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.statistics.GateRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads the figures of an earlier run from the JSON that the command wrote. */
public final class BaselineFile {

  private BaselineFile() {}

  /**
   * Reads a run.
   *
   * @param like a run of the same kind, which has the same figures
   * @param parameters those of that run, which decide the figures
   * @throws UnusableException if the file cannot be read, or is of another kind or of other
   *     parameters
   */
  public static GateRun read(Path file, Scored like, Map<String, String> parameters)
      throws UnusableException {
    JsonPart run = JsonPart.read(file);
    String found = run.text("kind").orElse("nothing");
    if (!found.equals(like.kind())) {
      throw run.wrong("this is a run of " + found + ", not of " + like.kind());
    }
    requireSame(run, parameters);
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String name : like.figures().values().keySet()) {
      figures.put(
          name, run.node().path(name).isNull() ? Double.NaN : run.number(name).orElse(Double.NaN));
    }
    return GateRun.kept(new Figures(figures), run.whole("support").orElse(0L));
  }

  private static void requireSame(JsonPart run, Map<String, String> parameters)
      throws UnusableException {
    JsonPart kept = run.part("parameters").orElseThrow(() -> run.wrong("this has no parameters"));
    for (Map.Entry<String, String> parameter : new TreeMap<>(parameters).entrySet()) {
      String name = parameter.getKey();
      String earlier = kept.text(name)
          .orElseThrow(() -> kept.wrong("the baseline does not say its \"" + name + "\""));
      if (!earlier.equals(parameter.getValue())) {
        throw kept.wrong("the baseline was scored with the " + name + " " + earlier
            + ", but this run with " + parameter.getValue());
      }
    }
  }
}
