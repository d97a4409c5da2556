package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.DetectionScore;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.examples.evaluate.input.UnusableException;
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
  Path found() {
    return detections;
  }

  @Override
  Evaluated<DetectionScore> evaluate(Path output) throws UnusableException {
    DetectionSettings settings = settings();
    PairedData pairs = pairs(output);
    Evaluated.Source source =
        Evaluated.Source.of("Detections, by COCO", truth, output, pairs.losses(), truth());
    return Detected.score(source, truth(), pairs, settings);
  }

  private DetectionSettings settings() throws UnusableException {
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
