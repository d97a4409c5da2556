package dev.reelstate.examples.benchmarks.tracking;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * People who cross each other's way, and what a detector makes of them: boxes that shake, a score
 * that sinks with what can be seen of a person, misses, and false alarms of low scores.
 *
 * @param people how many walk about
 * @param pillar what stands before everybody, or an empty box
 * @param missed which share of people in full view is not found
 * @param falseAlarms how many false alarms there are on a frame on average
 */
record Crowd(int people, Box pillar, double missed, double falseAlarms) {

  static final double WIDTH = 1280;
  static final double HEIGHT = 720;

  private static final double SHAKE = 0.02;
  private static final double SURE = 0.9;
  private static final double SCORE_SHAKE = 0.05;
  private static final double LOWEST = 0.1;
  private static final String LABEL = "person";
  private static final Provenance TRUTH = new Provenance(Origin.IMPORT, "scene", true);
  private static final Provenance FOUND = new Provenance(Origin.DETECTOR, "scene", false);

  /** One frame: who is there, and what was found. */
  record Frame(FrameRef frame, List<Annotation> truth, List<Annotation> found) {}

  /** Plays the scene at these times, in seconds. */
  List<Frame> frames(double[] times, Random random) {
    List<Walker> walkers =
        IntStream.range(0, people).mapToObj(number -> walker(number, random)).toList();
    List<Frame> frames = new ArrayList<>();
    for (int index = 0; index < times.length; index++) {
      FrameRef at = FrameRef.of(index, Duration.ofNanos(Math.round(times[index] * 1e9)));
      frames.add(frame(at, walkers, times[index], random));
    }
    return frames;
  }

  /** From one side to the other, each in one of a few lanes. */
  private static Walker walker(int number, Random random) {
    boolean rightwards = number % 2 == 0;
    double speed = 70 + 60 * random.nextDouble();
    double start = 400 * random.nextDouble();
    return new Walker(
        Integer.toString(number),
        rightwards ? start : WIDTH - start,
        380 + 300 * random.nextDouble(),
        rightwards ? speed : -speed,
        6 * random.nextGaussian(),
        2 * Math.PI * random.nextDouble());
  }

  private Frame frame(FrameRef at, List<Walker> walkers, double time, Random random) {
    List<Annotation> nearestFirst = walkers.stream()
        .map(walker -> Annotation.of(LABEL, walker.at(time), TRUTH).withTrack(walker.name()))
        .filter(person -> person.box().right() > 0 && person.box().x() < WIDTH)
        .sorted(Comparator.comparingDouble((Annotation person) -> -person.box().bottom()))
        .toList();
    List<Annotation> found = new ArrayList<>();
    List<Box> before = new ArrayList<>(List.of(pillar));
    for (Annotation person : nearestFirst) {
      double score =
          SURE * Cover.visible(person.box(), before) + SCORE_SHAKE * random.nextGaussian();
      boolean overlooked = random.nextDouble() < missed;
      if (score >= LOWEST && !overlooked) {
        found.add(found(shaken(person.box(), random), score));
      }
      before.add(person.box());
    }
    for (double rest = falseAlarms; rest > random.nextDouble(); rest--) {
      double x = WIDTH * random.nextDouble();
      Box box = new Walker("", x, 380 + 300 * random.nextDouble(), 0, 0, 0).at(0);
      found.add(found(box, 0.15 + 0.5 * random.nextDouble()));
    }
    return new Frame(at, nearestFirst, found);
  }

  private static Annotation found(Box box, double score) {
    return Annotation.of(LABEL, box, FOUND).withScore(Math.min(1, score));
  }

  private static Box shaken(Box box, Random random) {
    double by = SHAKE * box.height();
    double width = box.width() * (1 + SHAKE * random.nextGaussian());
    double height = box.height() * (1 + SHAKE * random.nextGaussian());
    return new Box(
        box.x() + by * random.nextGaussian(), box.y() + by * random.nextGaussian(), width, height);
  }
}
