package dev.reelstate.examples.benchmarks.tracking;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.TrackingScore;
import dev.reelstate.evaluation.TrackingSettings;
import dev.reelstate.tracking.TrackerSettings;
import dev.reelstate.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/** Scenes with one difficulty each, ten seconds long. */
enum MadeUpScene {
  /** Few people, who hide each other for moments. */
  CROSSING("crossing", 0, 6, 0, 0, 25),
  /** Everybody vanishes behind a pillar for about a second. */
  PILLAR("behind a pillar", 1, 5, 0, 0, 25),
  /** Many people, of whom some are only partly seen for long. */
  CROWD("crowd, scores sink", 2, 18, 0.02, 0, 25),
  /** A poor detector. */
  POOR("misses and false alarms", 3, 8, 0.2, 1.5, 25),
  /** The crowd at a frame rate that is anything but even. */
  UNEVEN("crowd, uneven rate", 4, 18, 0.02, 0, 0),
  /** The crowd on five frames a second. */
  SAMPLED("crowd, 5 frames a second", 5, 18, 0.02, 0, 5),
  /** Few people on two frames a second. */
  SPARSE("crossing, 2 frames a second", 6, 6, 0, 0, 2);

  private static final double SECONDS = 10;
  private static final Box NOTHING = new Box(0, 0, 0, 0);
  private static final Box COLUMN = new Box(600, 0, 70, 720);

  private final String words;
  private final int seed;
  private final int people;
  private final double misses;
  private final double alarms;
  private final int rate;

  /** The rate is that of frames per second, or 0 for an uneven one. */
  MadeUpScene(String words, int seed, int people, double misses, double alarms, int rate) {
    this.words = words;
    this.seed = seed;
    this.people = people;
    this.misses = misses;
    this.alarms = alarms;
    this.rate = rate;
  }

  private double[] times(Random random) {
    return rate == 0 ? uneven(random) : even();
  }

  private double[] even() {
    return IntStream.range(0, (int) (SECONDS * rate))
        .mapToDouble(frame -> frame / (double) rate)
        .toArray();
  }

  /** Between frames, 10 to 150 ms. */
  private static double[] uneven(Random random) {
    List<Double> times = new ArrayList<>();
    for (double time = 0; time < SECONDS; time += 0.01 + 0.14 * random.nextDouble()) {
      times.add(time);
    }
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** What is said of it in a table. */
  String words() {
    return words;
  }

  /** Scores a tracker on so many scenes of this kind. */
  TrackingScore score(TrackerSettings tracker, int scenes) {
    List<Sequence> sequences =
        IntStream.range(0, scenes).mapToObj(number -> sequence(tracker, number)).toList();
    return Evaluation.tracking(sequences, TrackingSettings.trackEval());
  }

  private Sequence sequence(TrackerSettings tracker, int number) {
    Random random = new Random(1_000L * seed + number);
    Crowd crowd = new Crowd(people, this == PILLAR ? COLUMN : NOTHING, misses, alarms);
    List<Crowd.Frame> frames = crowd.frames(times(random), random);
    GroundTruth tracked = Tracking.of(
        new GroundTruth(frames.stream()
            .map(frame -> new AnnotatedFrame(frame.frame(), frame.found()))
            .toList()),
        tracker);
    List<Scene> scenes = IntStream.range(0, frames.size())
        .mapToObj(index -> scene(frames.get(index), tracked.frames().get(index)))
        .toList();
    return Sequence.of(words + " " + number, scenes);
  }

  private static Scene scene(Crowd.Frame frame, AnnotatedFrame tracked) {
    return new Scene(
        frame.frame(),
        frame.truth(),
        tracked.annotations().stream().map(MadeUpScene::detection).toList());
  }

  private static Detection detection(Annotation box) {
    Double score = Objects.requireNonNull(box.score());
    return new Detection(box.label(), box.box(), score, box.track());
  }
}
