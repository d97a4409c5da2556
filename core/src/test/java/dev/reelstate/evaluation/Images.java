package dev.reelstate.evaluation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Builds images with objects and detections, each image a sequence of its own. */
final class Images {

  private static final Provenance BY_HAND = new Provenance(Origin.PERSON, "Ada", true);

  private Images() {}

  static Annotation object(String label, double x, double y, double width, double height) {
    return Annotation.of(label, new Box(x, y, width, height), BY_HAND);
  }

  static Annotation object(
      Trait trait, String label, double x, double y, double width, double height) {
    return object(label, x, y, width, height).withTraits(Set.of(trait));
  }

  static Detection found(
      String label, double x, double y, double width, double height, double score) {
    return Detection.of(label, new Box(x, y, width, height), score);
  }

  static Scene image(List<Annotation> truth, List<Detection> detections) {
    return new Scene(FrameRef.at(Duration.ZERO), truth, detections);
  }

  static List<Sequence> sequences(Scene... images) {
    return IntStream.range(0, images.length)
        .mapToObj(i -> new Sequence("image " + i, Map.of(), List.of(images[i])))
        .toList();
  }

  /** The figures of a class that was scored. */
  static Figures figures(Scored score, String label) {
    return Objects.requireNonNull(score.byClass().get(label), label);
  }

  /** Twelve images with three classes, crowds, and detections that are more or less right. */
  static List<Sequence> mixed() {
    Dice dice = new Dice(42);
    List<Scene> images = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      List<Annotation> truth = new ArrayList<>();
      List<Detection> detections = new ArrayList<>();
      for (int rest = 1 + dice.roll(8); rest > 0; rest--) {
        String label = "c" + dice.roll(3);
        int x = dice.roll(400);
        int y = dice.roll(300);
        int width = 8 + dice.roll(120);
        int height = 8 + dice.roll(120);
        Annotation object = object(label, x, y, width, height);
        truth.add(dice.roll(10) == 0 ? object.withTraits(Set.of(Trait.CROWD)) : object);
        if (dice.roll(5) > 0) {
          String seen = dice.roll(8) > 0 ? label : "c" + dice.roll(3);
          detections.add(found(
              seen,
              x + dice.roll(9),
              y + dice.roll(9),
              width + dice.roll(9),
              height + dice.roll(9),
              dice.roll(1000) / 1000.0));
        }
      }
      for (int rest = dice.roll(5); rest > 0; rest--) {
        detections.add(found(
            "c" + dice.roll(3),
            dice.roll(400),
            dice.roll(300),
            8 + dice.roll(120),
            8 + dice.roll(120),
            dice.roll(1000) / 1000.0));
      }
      images.add(image(truth, detections));
    }
    return sequences(images.toArray(Scene[]::new));
  }

  /** Rolls the same numbers in every language: a linear congruential generator. */
  private static final class Dice {

    private long state;

    Dice(long seed) {
      state = seed;
    }

    int roll(int sides) {
      state = (state * 1103515245 + 12345) & 0x7fffffff;
      return (int) ((state >> 8) % sides);
    }
  }
}
