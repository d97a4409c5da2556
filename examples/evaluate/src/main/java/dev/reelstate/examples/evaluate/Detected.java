package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.DetectionScore;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.examples.evaluate.sections.DetectionReport;
import dev.reelstate.examples.evaluate.sections.Frames;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.PairedData;

/** Scores detections, whatever the protocol. */
final class Detected {

  private Detected() {}

  /** Scores pairs, and makes their report with the names of the truth's images. */
  static Evaluated<DetectionScore> score(
      Evaluated.Source source, LabelledData truth, PairedData pairs, DetectionSettings settings) {
    DetectionScore score = Evaluation.detection(pairs.sequences(), settings);
    Frames frames = Frames.of(pairs.sequences(), truth);
    return new Evaluated<>(
        score,
        source,
        slice -> Evaluation.detection(Slicing.of(pairs.sequences(), slice), settings),
        run -> DetectionReport.sections(run, score, frames));
  }
}
