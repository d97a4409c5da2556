package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.TrackingScore;
import dev.reelstate.evaluation.TrackingSettings;
import dev.reelstate.examples.evaluate.input.UnreadableException;
import dev.reelstate.examples.evaluate.sections.Frames;
import dev.reelstate.examples.evaluate.sections.TrackingReport;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.PairedData;
import dev.reelstate.processing.format.Pairing;
import dev.reelstate.processing.format.mot.MotFormat;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores tracks with the figures of TrackEval. */
@Command(
    name = "mot",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores tracks in MOTChallenge's text with the figures of TrackEval: CLEAR, identity and HOTA.",
      "",
      "Give gt.txt and a file of results, or a folder of sequences and a folder with a file of"
          + " results for each; the counts of several sequences are pooled."
    },
    optionListHeading = "%n")
final class MotCommand extends ScoreCommand<TrackingScore> {

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "PATH",
      description = "gt.txt, the folder of a sequence, or a folder of such folders.")
  private Path truth = Path.of("");

  @Option(
      names = "--results",
      required = true,
      paramLabel = "PATH",
      description = "The results: one file, or a folder with one for each sequence.")
  private Path results = Path.of("");

  @Option(
      names = "--benchmark",
      paramLabel = "NAME",
      description =
          "Which classes are distractors: mot15, mot17 or mot20 (default:" + " ${DEFAULT-VALUE}).",
      defaultValue = "mot17")
  private MotBenchmark benchmark = MotBenchmark.MOT17;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The class that is scored (default: ${DEFAULT-VALUE}).",
      defaultValue = MotFormat.PEDESTRIAN)
  private String scored = MotFormat.PEDESTRIAN;

  private @Nullable LabelledData known;

  MotCommand(PrintStream out) {
    super(out);
  }

  @Override
  Evaluated<TrackingScore> evaluate() throws UnreadableException {
    PairedData pairs = pairs(results);
    TrackingScore score = score(pairs);
    Frames frames = Frames.of(pairs.sequences(), truth());
    return new Evaluated<>(
        score,
        new Evaluated.Source("Tracks", truth, results, pairs.losses()),
        run -> TrackingReport.sections(run, score, frames));
  }

  @Override
  TrackingScore evaluate(Path other) throws UnreadableException {
    return score(pairs(other));
  }

  @Override
  Map<String, String> parameters(TrackingScore score) {
    Map<String, String> parameters = new TreeMap<>(score.parameters());
    parameters.put("benchmark", benchmark.name().toLowerCase(Locale.ROOT));
    return parameters;
  }

  private TrackingScore score(PairedData pairs) throws UnreadableException {
    TrackingSettings settings = TrackingSettings.trackEval().withClasses(Set.of(scored));
    return Checked.of(() -> Evaluation.tracking(pairs.sequences(), settings));
  }

  private PairedData pairs(Path found) throws UnreadableException {
    LabelledData annotated = truth();
    requireClass(annotated);
    MotFormat format = new MotFormat().withResultLabel(scored);
    LabelledData detected = format.readDetections(found, annotated).data();
    LabelledData covered = new MotCoverage(truth).extend(annotated, detected);
    return PairedData.of(benchmark.prepare(covered, scored), detected, Pairing.ID);
  }

  /** Read once, also where two models are compared. */
  private LabelledData truth() {
    LabelledData read = known == null ? new MotFormat().read(truth).data() : known;
    known = read;
    return read;
  }

  private void requireClass(LabelledData annotated) throws UnreadableException {
    Set<String> labels = annotated.objects().stream()
        .map(LabelledObject::label)
        .collect(Collectors.toCollection(TreeSet::new));
    if (!labels.isEmpty() && !labels.contains(scored)) {
      throw new UnreadableException(truth + " has no object of the class \"" + scored + "\", but "
          + String.join(", ", labels) + "; choose one with --class.");
    }
  }
}
