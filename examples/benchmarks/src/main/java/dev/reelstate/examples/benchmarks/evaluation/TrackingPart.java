package dev.reelstate.examples.benchmarks.evaluation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.TrackingScore;
import dev.reelstate.evaluation.TrackingSettings;
import dev.reelstate.examples.benchmarks.evaluation.Cost.Measured;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * CLEAR, identity and HOTA of 20 people who walk about, with a tracker that sometimes loses them.
 */
final class TrackingPart implements Part {

  static final int PEOPLE = 20;

  private static final double SPAN = 1_000;
  private static final double FOUND = 0.9;
  private static final int FRAMES_PER_SWITCH = 50;
  private static final Provenance MADE_UP = new Provenance(Origin.IMPORT, "benchmark", true);

  private final int boxes;

  /** Measures so many boxes of the truth. */
  TrackingPart(int boxes) {
    this.boxes = boxes;
  }

  @Override
  public void run(PrintStream out) {
    List<Sequence> sequences = List.of(sequence(new Random(5)));
    out.printf(Locale.ROOT, "tracking: %,d boxes of %d tracks%n", boxes, PEOPLE);
    TrackingSettings settings = TrackingSettings.trackEval();
    Measured<TrackingScore> first = Cost.of(() -> Evaluation.tracking(sequences, settings));
    out.println(first.cost().line("the first time"));
    Measured<TrackingScore> again = Cost.of(() -> Evaluation.tracking(sequences, settings));
    out.println(again.cost().line("once more"));
  }

  private Sequence sequence(Random random) {
    double[] left = random.doubles(PEOPLE, 0, SPAN).toArray();
    double[] top = random.doubles(PEOPLE, 0, SPAN).toArray();
    int[] switches = new int[PEOPLE];
    List<Scene> scenes = new ArrayList<>();
    for (int frame = 0; frame < boxes / PEOPLE; frame++) {
      List<Annotation> truth = new ArrayList<>();
      List<Detection> detections = new ArrayList<>();
      for (int person = 0; person < PEOPLE; person++) {
        left[person] += random.nextGaussian() * 2;
        top[person] += random.nextGaussian() * 2;
        switches[person] += random.nextInt(FRAMES_PER_SWITCH) == 0 ? 1 : 0;
        Box box = new Box(left[person], top[person], 40, 80);
        truth.add(Annotation.of("person", box, MADE_UP).withTrack("" + person));
        if (random.nextDouble() < FOUND) {
          String track = person + "-" + switches[person];
          detections.add(new Detection("person", near(box, random), random.nextDouble(), track));
        }
      }
      FrameRef at = FrameRef.of(frame, Duration.ofMillis(40L * frame));
      scenes.add(new Scene(at, truth, detections));
    }
    return Sequence.of("walk", scenes);
  }

  private static Box near(Box box, Random random) {
    return new Box(
        box.x() + random.nextGaussian() * 5,
        box.y() + random.nextGaussian() * 5,
        box.width(),
        box.height());
  }
}
