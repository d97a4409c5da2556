package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.examples.dashboard.view.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What a run says of one object or of one detection, as clients see it.
 *
 * @param number its number in the ledger of the run, from 0
 * @param kind {@code hit}, {@code false_alarm}, {@code miss} or {@code ignored}
 * @param score the detection's score, or null for an object
 * @param overlap how well the two boxes overlap, or null if there is only one
 * @param doubt how likely it is that the truth is at fault, or null if unknown
 * @param truth the object, or the one that the detection was compared with; null if there is none
 * @param prediction the detection, or the one that the object was compared with; null without one
 */
@Wire
record EntryView(
    int number,
    String kind,
    String verdict,
    String videoId,
    At frame,
    String label,
    @Nullable Double score,
    @Nullable Double overlap,
    @Nullable Double doubt,
    @Nullable Shape truth,
    @Nullable Shape prediction) {

  /** A frame, and its exact time in nanoseconds. */
  @Wire
  record At(@Nullable Long index, long nanos, boolean estimated) {

    static At of(FrameRef frame) {
      return new At(frame.index(), frame.pts().toNanos(), frame.estimated());
    }
  }

  /** A box with its class. */
  @Wire
  record Shape(
      String label,
      double x,
      double y,
      double width,
      double height,
      @Nullable Double score,
      @Nullable String track) {

    static Shape of(Annotation one) {
      return of(one.label(), one.box(), null, one.track());
    }

    static Shape of(Detection one) {
      return of(one.label(), one.box(), one.score(), one.track());
    }

    private static Shape of(String label, Box box, @Nullable Double score, @Nullable String track) {
      return new Shape(label, box.x(), box.y(), box.width(), box.height(), score, track);
    }
  }

  static EntryView of(ScoredRun run, int number) {
    LedgerEntry entry = run.scored().ledger().get(number);
    Scene scene = run.scene(entry);
    Integer partner = entry.partner();
    Integer truth = entry.detection() ? partner : Integer.valueOf(entry.index());
    Integer prediction = entry.detection() ? Integer.valueOf(entry.index()) : partner;
    return new EntryView(
        number,
        kind(entry),
        entry.verdict().wireName(),
        run.scored().sequences().get(entry.sequence()),
        At.of(scene.frame()),
        entry.label(),
        entry.detection() ? scene.detections().get(entry.index()).score() : null,
        entry.overlap(),
        run.doubt(entry),
        truth == null ? null : Shape.of(scene.truth().get(truth)),
        prediction == null ? null : Shape.of(scene.detections().get(prediction)));
  }

  static String kind(LedgerEntry entry) {
    return switch (entry.verdict()) {
      case HIT -> "hit";
      case IGNORED -> "ignored";
      case MISSED -> "miss";
      default -> "false_alarm";
    };
  }
}
