package dev.reelstate.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Scores what models report against ground truth. Pure functions, thread-safe; time and memory grow
 * with the number of objects and detections.
 */
public final class Evaluation {

  private Evaluation() {}

  /**
   * Scores detections with the figures of COCO or Pascal VOC.
   *
   * @param sequences the scenes to score, no others; their order decides between equal scores
   * @param settings the parameters
   * @throws IllegalArgumentException if two sequences have the same name
   */
  public static DetectionScore detection(List<Sequence> sequences, DetectionSettings settings) {
    return detection(sequences, settings, Slice.everything());
  }

  /**
   * Scores detections in a slice. If the slice has a range of areas, a detection outside of it that
   * has found nothing does not count, so that small objects are not blamed for large false alarms.
   *
   * @param sequences the scenes to score, no others; their order decides between equal scores
   * @param settings the parameters, to which those of the slice are added
   * @throws IllegalArgumentException if two sequences have the same name
   */
  public static DetectionScore detection(
      List<Sequence> sequences, DetectionSettings settings, Slice slice) {
    requireDifferentNames(sequences.stream().map(Sequence::name));
    return new DetectionScore(settings, slice, slice.apply(sequences));
  }

  /**
   * Scores tracks with the CLEAR, identity and HOTA figures of TrackEval.
   *
   * <p>Objects with {@code IGNORE} or {@code CROWD} count neither way. As in the preparation of
   * MOTChallenge, all objects and detections of a scene are first matched for the greatest total
   * overlap, regardless of class, where they overlap by at least 0.5; the detections that this
   * gives to an ignored object are left out, and the ignored objects with them. Objects that are
   * difficult or occluded count like any other.
   *
   * @param sequences the scenes to score, in the order of their frames
   * @param settings the parameters
   * @throws IllegalArgumentException if an object or detection that counts has no track, if a track
   *     has several in one scene and class, or if two sequences have the same name
   */
  public static TrackingScore tracking(List<Sequence> sequences, TrackingSettings settings) {
    return tracking(sequences, settings, Slice.everything());
  }

  /**
   * Scores tracks in a slice.
   *
   * @param sequences the scenes to score, in the order of their frames
   * @param settings the parameters, to which those of the slice are added
   * @throws IllegalArgumentException as without a slice
   */
  public static TrackingScore tracking(
      List<Sequence> sequences, TrackingSettings settings, Slice slice) {
    requireDifferentNames(sequences.stream().map(Sequence::name));
    return new TrackingScore(settings, slice, slice.apply(sequences));
  }

  /**
   * Scores events in time. Within a class, events and detections at most the tolerance apart are
   * paired one to one: as many pairs as possible, and of all ways to do so, one with the smallest
   * sum of distances, always the same one. Time and memory grow with the number of events, however
   * dense they are.
   *
   * @param sequences the videos to score
   * @param settings the parameters
   * @throws IllegalArgumentException if two sequences have the same name
   */
  public static EventScore events(List<EventSequence> sequences, EventSettings settings) {
    return events(sequences, settings, Slice.everything());
  }

  /**
   * Scores events in a slice.
   *
   * @param sequences the videos to score
   * @param settings the parameters, to which those of the slice are added
   * @throws IllegalArgumentException if two sequences have the same name, or the slice asks for
   *     what only boxes have
   */
  public static EventScore events(
      List<EventSequence> sequences, EventSettings settings, Slice slice) {
    requireDifferentNames(sequences.stream().map(EventSequence::name));
    return new EventScore(settings, slice, slice.applyToEvents(sequences));
  }

  private static void requireDifferentNames(Stream<String> sequences) {
    Set<String> known = new HashSet<>();
    sequences.forEach(name -> {
      if (!known.add(name)) {
        throw new IllegalArgumentException(
            "Sequences are told apart by their names, but two are named \"" + name + "\".");
      }
    });
  }
}
