package dev.reelstate.evaluation;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.GroundTruth;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Maps the classes of a source, as the source spells them, to those of the truth. A class that the
 * map does not name is never dropped in silence: it is an error, or it is left out and listed.
 * Spellings differ if any character differs. Immutable and thread-safe.
 *
 * @param classes the class of the truth for each spelling of the source, none of them blank;
 *     several spellings may mean one class
 * @param unknown what happens to objects of other classes
 */
public record LabelMap(Map<String, String> classes, Unknown unknown) {

  /** What happens to objects whose class the map does not name. */
  public enum Unknown {
    /** They are an error. */
    REFUSED,
    /** They are left out, and listed. */
    SKIPPED
  }

  /**
   * What was mapped, and what was not.
   *
   * @param content the content with the classes of the truth
   * @param skipped how many objects were left out, by the spelling of their class, sorted
   * @param <T> the type of the content
   */
  public record Mapped<T>(T content, Map<String, Long> skipped) {}

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a class is blank
   */
  public LabelMap {
    classes = Map.copyOf(classes);
    classes.forEach((spelling, label) -> {
      if (spelling.isBlank() || label.isBlank()) {
        throw new IllegalArgumentException(
            "A class is not blank, but \"" + spelling + "\" means \"" + label + "\".");
      }
    });
  }

  /** A map that refuses other classes. */
  public static LabelMap of(Map<String, String> classes) {
    return new LabelMap(classes, Unknown.REFUSED);
  }

  /** A copy that leaves objects of other classes out, and lists them. */
  public LabelMap skippingUnknown() {
    return new LabelMap(classes, Unknown.SKIPPED);
  }

  /**
   * Maps ground truth. A frame stays, even if nothing is left on it.
   *
   * @throws IllegalArgumentException if other classes are refused and there are any; names them all
   */
  public Mapped<GroundTruth> map(GroundTruth truth) {
    LabelTally tally = new LabelTally(this);
    GroundTruth content = new GroundTruth(truth.frames().stream()
        .map(frame -> new AnnotatedFrame(frame.frame(), annotations(tally, frame.annotations())))
        .toList());
    return tally.result(content);
  }

  /**
   * Maps detections, in their order.
   *
   * @throws IllegalArgumentException if other classes are refused and there are any; names them all
   */
  public Mapped<List<Detection>> map(List<Detection> detections) {
    LabelTally tally = new LabelTally(this);
    return tally.result(detections(tally, detections));
  }

  /**
   * Maps truth and detections of a sequence.
   *
   * @throws IllegalArgumentException if other classes are refused and there are any; names them all
   */
  public Mapped<Sequence> map(Sequence sequence) {
    LabelTally tally = new LabelTally(this);
    List<Scene> scenes = sequence.scenes().stream()
        .map(scene -> new Scene(
            scene.frame(),
            annotations(tally, scene.truth()),
            detections(tally, scene.detections())))
        .toList();
    return tally.result(new Sequence(sequence.name(), sequence.labels(), scenes));
  }

  private static List<Annotation> annotations(LabelTally tally, List<Annotation> annotations) {
    return relabelled(tally, annotations, Annotation::label, Annotation::withLabel);
  }

  private static List<Detection> detections(LabelTally tally, List<Detection> detections) {
    return relabelled(
        tally,
        detections,
        Detection::label,
        (one, label) -> new Detection(label, one.box(), one.score(), one.track()));
  }

  private static <T> List<T> relabelled(
      LabelTally tally,
      List<T> objects,
      Function<T, String> label,
      BiFunction<T, String, T> relabel) {
    return objects.stream()
        .flatMap(
            one -> tally.known(label.apply(one)).map(known -> relabel.apply(one, known)).stream())
        .toList();
  }
}
