package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.DetectionScore;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.DetectionSettings.Interpolation;
import dev.reelstate.examples.evaluate.input.UnusableException;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.PairedData;
import dev.reelstate.processing.format.Pairing;
import dev.reelstate.processing.format.voc.VocFormat;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores detections with the average precision of Pascal VOC. */
@Command(
    name = "voc",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores detections with the average precision of Pascal VOC.",
      "",
      "Detections are text files: one for each class (comp4_det_test_CLASS.txt or CLASS.txt) with"
          + " lines of image, score, left, top, right, bottom, or one for each image with lines of"
          + " class, score, left, top, right, bottom."
    },
    optionListHeading = "%n")
final class VocCommand extends ScoreCommand<DetectionScore> {

  private final VocFormat format = new VocFormat();
  private @Nullable LabelledData known;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FOLDER",
      description = "The annotations, one XML file for each image.")
  private Path truth = Path.of("");

  @Option(
      names = "--detections",
      required = true,
      paramLabel = "FOLDER",
      description = "The detections.")
  private Path detections = Path.of("");

  @Option(
      names = "--iou",
      paramLabel = "OVERLAP",
      description = "The overlap of a hit (default: ${DEFAULT-VALUE}).",
      defaultValue = "0.5")
  private double overlap;

  @Option(
      names = "--score",
      paramLabel = "SCORE",
      description =
          "The lowest score for precision, recall and verdicts (default:" + " ${DEFAULT-VALUE}).",
      defaultValue = "0.5")
  private double score;

  @Option(
      names = "--11-point",
      description = "Average at 11 recalls, as VOC did up to 2009, rather than over all.")
  private boolean elevenPoints;

  @Option(
      names = "--pixel-inclusive",
      description = "Right and lower edges are pixels of the box, as in VOC's own data and tools;"
          + " otherwise boxes are continuous.")
  private boolean pixelInclusive;

  VocCommand(PrintStream out) {
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
        Evaluated.Source.of("Detections, by Pascal VOC", truth, output, pairs.losses(), truth());
    return Detected.score(source, truth(), pairs, settings);
  }

  private DetectionSettings settings() throws UnusableException {
    Interpolation interpolation = elevenPoints ? Interpolation.POINTS_11 : Interpolation.ALL_POINTS;
    return Checked.of(() -> DetectionSettings.voc(overlap)
        .withScore(score)
        .withInterpolation(interpolation)
        .withPixelInclusive(pixelInclusive));
  }

  private PairedData pairs(Path found) {
    LabelledData detected = format.readDetections(found, truth()).data();
    return PairedData.of(truth(), detected, Pairing.ID);
  }

  /** Read once, also where two models are compared. */
  private LabelledData truth() {
    LabelledData read = known == null ? format.read(truth).data() : known;
    known = read;
    return read;
  }
}
