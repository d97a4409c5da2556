package dev.reelstate.tracking;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Frames with boxes of people. */
final class Walk {

  private static final Provenance FOUND = new Provenance(Origin.DETECTOR, "test", false);

  private Walk() {}

  /** A person's box of 40 by 100 pixels. */
  static Annotation person(double x, double y, double score) {
    return object("person", x, y, score);
  }

  static Annotation object(String label, double x, double y, double score) {
    return Annotation.of(label, new Box(x, y, 40, 100), FOUND).withScore(score);
  }

  /** Frames 40 ms apart. */
  static GroundTruth draft(int frames, IntFunction<List<Annotation>> boxes) {
    return new GroundTruth(IntStream.range(0, frames)
        .mapToObj(index -> new AnnotatedFrame(frame(index), boxes.apply(index)))
        .toList());
  }

  static FrameRef frame(int index) {
    return FrameRef.of(index, Duration.ofMillis(40L * index));
  }

  static List<String> tracks(AnnotatedFrame frame) {
    return frame.annotations().stream().map(Annotation::track).toList();
  }

  static List<String> tracks(GroundTruth truth) {
    return truth.frames().stream()
        .flatMap(frame -> tracks(frame).stream())
        .distinct()
        .sorted()
        .toList();
  }
}
