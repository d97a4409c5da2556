package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.Slice;
import dev.reelstate.evaluation.TrackingScore;
import dev.reelstate.evaluation.TrackingSettings;
import dev.reelstate.examples.evaluate.input.UnusableException;
import dev.reelstate.examples.evaluate.sections.Frames;
import dev.reelstate.examples.evaluate.sections.TrackingReport;
import dev.reelstate.processing.format.LabelFormatException;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.PairedData;
import dev.reelstate.processing.format.Pairing;
import dev.reelstate.processing.format.Reading;
import dev.reelstate.processing.format.mot.MotFormat;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores tracks with the figures of TrackEval. */
@Command(
    name = "mot",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores tracks in MOTChallenge's text with the figures of TrackEval: CLEAR, identity and"
          + " HOTA.",
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

  @Option(
      names = "--first-frame",
      paramLabel = "N",
      description =
          "What truth and results call the first frame, 0 or 1 (default:" + " ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int firstFrame = 1;

  private @Nullable Reading known;

  MotCommand(PrintStream out) {
    super(out);
  }

  @Override
  Path found() {
    return results;
  }

  @Override
  Evaluated<TrackingScore> evaluate(Path output) throws UnusableException {
    PairedData pairs = pairs(output);
    TrackingScore score = score(pairs.sequences());
    Frames frames = Frames.of(pairs.sequences(), truth().data()).countedFrom(firstFrame);
    return new Evaluated<>(
        score,
        new Evaluated.Source("Tracks", truth, output, pairs.losses(), Set.of(scored)),
        slice -> score(part(pairs.sequences(), slice)),
        run -> TrackingReport.sections(run, score, frames));
  }

  /** Without its distractors, a class would have more false alarms. */
  private static List<Sequence> part(List<Sequence> sequences, Slice slice)
      throws UnusableException {
    if (!slice.classes().isEmpty()) {
      throw new UnusableException(
          "A slice of the gate names a class; the one that is scored is chosen with --class.");
    }
    return Slicing.of(sequences, slice);
  }

  @Override
  Map<String, String> parameters(TrackingScore score) {
    Map<String, String> parameters = new TreeMap<>(score.parameters());
    parameters.put("benchmark", benchmark.name().toLowerCase(Locale.ROOT));
    return parameters;
  }

  private TrackingScore score(List<Sequence> sequences) throws UnusableException {
    TrackingSettings settings = TrackingSettings.trackEval().withClasses(Set.of(scored));
    return Checked.of(() -> Evaluation.tracking(sequences, settings));
  }

  private PairedData pairs(Path found) throws UnusableException {
    LabelledData annotated = truth().data();
    requireClass(annotated);
    Reading read = read(format ->
        format.withResultLabel(scored).withTracksNeeded(true).readDetections(found, annotated));
    LabelledData detected = read.data();
    LabelledData covered = new MotCoverage(truth).extend(annotated, detected);
    PairedData pairs = PairedData.of(benchmark.prepare(covered, scored), detected, Pairing.ID);
    LossReport unread = new LossReport(Stream.concat(
            truth().losses().find(MotFormat.NO_TRUTH).stream(),
            read.losses().find(MotFormat.UNKNOWN_SEQUENCE).stream())
        .toList());
    return new PairedData(pairs.sequences(), unread.plus(pairs.losses()));
  }

  /** Read once, also where two models are compared. */
  private Reading truth() throws UnusableException {
    Reading read = known == null ? read(format -> format.read(truth)) : known;
    known = read;
    return read;
  }

  /** Reads a file, and says so if only the number of its first frame is not the one expected. */
  private Reading read(Function<MotFormat, Reading> reading) throws UnusableException {
    MotFormat format = Checked.of(() -> new MotFormat().withFirstFrame(firstFrame));
    try {
      return reading.apply(format);
    } catch (LabelFormatException e) {
      if (firstFrame == 0 || !isReadable(format.withFirstFrame(0), reading)) {
        throw e;
      }
      throw new UnusableException(
          String.valueOf(e.getMessage()).replaceFirst("\\.$", "")
              + "; give --first-frame 0 if truth and results count from 0.",
          e);
    }
  }

  private static boolean isReadable(MotFormat format, Function<MotFormat, Reading> reading) {
    try {
      var unused = reading.apply(format);
      return true;
    } catch (LabelFormatException e) {
      return false;
    }
  }

  private void requireClass(LabelledData annotated) throws UnusableException {
    Set<String> labels = annotated.objects().stream()
        .map(LabelledObject::label)
        .collect(Collectors.toCollection(TreeSet::new));
    if (!labels.isEmpty() && !labels.contains(scored)) {
      throw new UnusableException(truth + " has no object of the class \"" + scored + "\", but "
          + String.join(", ", labels) + "; choose one with --class.");
    }
  }
}
