package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.DetectionScore;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.examples.evaluate.input.UnreadableException;
import dev.reelstate.examples.evaluate.sections.DetectionReport;
import dev.reelstate.examples.evaluate.sections.Frames;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.PairedData;
import dev.reelstate.processing.format.Pairing;
import dev.reelstate.processing.format.Reading;
import dev.reelstate.processing.format.coco.CocoFormat;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores detections with the twelve figures of COCO. */
@Command(
    name = "coco",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores detections with the twelve figures of COCO, as pycocotools does: of the truth, crowds"
          + " are ignored, and \"ignore\" says nothing.",
      "",
      "Precision, recall, F1, the confusion matrix and the ledger are at one overlap and one score."
    },
    optionListHeading = "%n")
final class CocoCommand extends ScoreCommand<DetectionScore> {

  private final CocoFormat format = new CocoFormat().withIgnore(false);
  private @Nullable LabelledData known;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "The annotations, in COCO's JSON.")
  private Path truth = Path.of("");

  @Option(
      names = "--detections",
      required = true,
      paramLabel = "FILE",
      description = "The detections, in COCO's JSON of results.")
  private Path detections = Path.of("");

  @Option(
      names = "--iou",
      paramLabel = "OVERLAP",
      description = "The overlap of precision, recall and verdicts (default: ${DEFAULT-VALUE}).",
      defaultValue = "0.5")
  private double overlap;

  @Option(
      names = "--score",
      paramLabel = "SCORE",
      description = "Their lowest score (default: ${DEFAULT-VALUE}).",
      defaultValue = "0.5")
  private double score;

  CocoCommand(PrintStream out) {
    super(out);
  }

  @Override
  Evaluated<DetectionScore> evaluate() throws UnreadableException {
    PairedData pairs = pairs(detections);
    DetectionSettings settings = settings();
    DetectionScore result = Evaluation.detection(pairs.sequences(), settings);
    Frames frames = Frames.of(pairs.sequences(), truth());
    return new Evaluated<>(
        result,
        new Evaluated.Source("Detections, by COCO", truth, detections, pairs.losses()),
        run -> DetectionReport.sections(run, result, frames));
  }

  @Override
  DetectionScore evaluate(Path other) throws UnreadableException {
    return Evaluation.detection(pairs(other).sequences(), settings());
  }

  private DetectionSettings settings() throws UnreadableException {
    return Checked.of(() -> DetectionSettings.coco().withOverlap(overlap).withScore(score));
  }

  private PairedData pairs(Path found) {
    Reading detected = format.readDetections(found, truth());
    PairedData pairs = PairedData.of(truth(), detected.data(), Pairing.ID);
    LossReport unknown = new LossReport(
        detected.losses().find(CocoFormat.UNKNOWN_CATEGORY).stream().toList());
    return new PairedData(pairs.sequences(), unknown.plus(pairs.losses()));
  }

  /** Read once, also where two models are compared. */
  private LabelledData truth() {
    LabelledData read = known == null ? format.read(truth).data() : known;
    known = read;
    return read;
  }
}
