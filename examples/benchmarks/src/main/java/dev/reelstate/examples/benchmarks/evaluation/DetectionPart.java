package dev.reelstate.examples.benchmarks.evaluation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.DetectionScore;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.examples.benchmarks.evaluation.Cost.Measured;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * COCO's figures over images as numerous and as full as its validation set: 7.4 objects and 15
 * detections an image, of 80 classes.
 */
final class DetectionPart implements Part {

  private static final int CLASSES = 80;
  private static final double OBJECTS = 7.4;
  private static final double DETECTIONS = 15;
  private static final double FOUND = 0.8;
  private static final int RESAMPLES = 50;
  private static final Provenance MADE_UP = new Provenance(Origin.IMPORT, "benchmark", true);

  private final int images;

  DetectionPart(int images) {
    this.images = images;
  }

  @Override
  public void run(PrintStream out) {
    List<Sequence> sequences = sequences(new Random(7));
    out.printf(
        Locale.ROOT,
        "detection: %,d images, %,d objects, %,d detections, %d classes%n",
        images,
        scenes(sequences).stream().mapToInt(scene -> scene.truth().size()).sum(),
        scenes(sequences).stream().mapToInt(scene -> scene.detections().size()).sum(),
        CLASSES);
    DetectionSettings coco = DetectionSettings.coco();
    Measured<DetectionScore> first = Cost.of(() -> Evaluation.detection(sequences, coco));
    out.println(first.cost().line("the first time"));
    Measured<DetectionScore> again = Cost.of(() -> Evaluation.detection(sequences, coco));
    out.println(again.cost().line("once more"));
    Random random = new Random(8);
    Measured<List<Figures>> resampled = Cost.of(() -> IntStream.range(0, RESAMPLES)
        .mapToObj(unused -> again.result().resampled(draw(random)))
        .toList());
    out.println(resampled.cost().line("resampled " + RESAMPLES + " times"));
  }

  private static List<Scene> scenes(List<Sequence> sequences) {
    return sequences.stream().flatMap(sequence -> sequence.scenes().stream()).toList();
  }

  private int[] draw(Random random) {
    int[] times = new int[images];
    random.ints(images, 0, images).forEach(image -> times[image]++);
    return times;
  }

  private List<Sequence> sequences(Random random) {
    return IntStream.range(0, images)
        .mapToObj(image -> Sequence.of("image " + image, List.of(scene(random))))
        .toList();
  }

  private static Scene scene(Random random) {
    List<Annotation> truth = new ArrayList<>();
    List<Detection> detections = new ArrayList<>();
    for (int rest = about(OBJECTS, random); rest > 0; rest--) {
      Annotation object = Annotation.of(label(random), box(random), MADE_UP);
      truth.add(object);
      if (random.nextDouble() < FOUND) {
        detections.add(
            Detection.of(object.label(), near(object.box(), random), random.nextDouble()));
      }
    }
    for (int rest = about(DETECTIONS - OBJECTS * FOUND, random); rest > 0; rest--) {
      detections.add(Detection.of(label(random), box(random), random.nextDouble()));
    }
    return new Scene(FrameRef.at(Duration.ZERO), truth, detections);
  }

  private static int about(double mean, Random random) {
    return (int) Math.floor(random.nextDouble() * (2 * mean) + 0.5);
  }

  private static String label(Random random) {
    return "class " + random.nextInt(CLASSES);
  }

  private static Box box(Random random) {
    return new Box(
        random.nextDouble() * 500,
        random.nextDouble() * 400,
        5 + random.nextDouble() * 150,
        5 + random.nextDouble() * 150);
  }

  private static Box near(Box box, Random random) {
    return new Box(
        box.x() + 5 * random.nextGaussian(),
        box.y() + 5 * random.nextGaussian(),
        box.width(),
        box.height());
  }
}
