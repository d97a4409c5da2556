package dev.reelstate.tracking;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How boxes become tracks. Immutable and thread-safe.
 *
 * <p>{@link #sort()} links confident boxes only, as SORT does (Bewley et al., 2016).
 * {@link #byteTrack()} then also links boxes of a low score to tracks that would otherwise be lost,
 * as ByteTrack does (Zhang et al., 2022), because an object's score sinks while another hides it.
 *
 * @param score from which score on a box is confident, from 0 to 1
 * @param lowScore from which score on a box that is not confident may still continue a track, from
 *     0 to {@code score}; equal to {@code score} if none may
 * @param startScore from which score on a box may start a track, from {@code score} to 1
 * @param overlap how much a confident box has to overlap the place where its track is expected:
 *     intersection over union, above 0 and at most 1
 * @param lowOverlap the same for a box that is not confident, above 0 and at most 1
 * @param hits how many boxes make a track, at least 1; a start with fewer is a false alarm
 * @param patience how long an object may go unseen without losing its track, not negative; however
 *     far apart frames are, a track is always looked for in the next one
 * @param acrossClasses whether a track may have boxes of several classes
 */
public record TrackerSettings(
    double score,
    double lowScore,
    double startScore,
    double overlap,
    double lowOverlap,
    int hits,
    Duration patience,
    boolean acrossClasses) {

  private static final double LOW = 0.1;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public TrackerSettings {
    requireOrder(lowScore, score, startScore);
    requireOverlap(overlap);
    requireOverlap(lowOverlap);
    if (hits < 1) {
      throw new IllegalArgumentException("A track has at least 1 box, not " + hits + ".");
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("Patience must not be negative, but is " + patience + ".");
    }
  }

  private static void requireOrder(double low, double score, double start) {
    if (!(low >= 0 && low <= score && score <= start && start <= 1)) {
      throw new IllegalArgumentException(
          "Scores ascend from 0 to 1: low, confident, start; but are " + low + ", " + score + ", "
              + start + ".");
    }
  }

  private static void requireOverlap(double overlap) {
    if (!(overlap > 0 && overlap <= 1)) {
      throw new IllegalArgumentException(
          "An overlap must be above 0 and at most 1, but is " + overlap + ".");
    }
  }

  /**
   * Confident boxes only: scores from 0.5, an overlap of 0.3, tracks of at least two boxes, one
   * second of patience, within a class.
   */
  public static TrackerSettings sort() {
    return new TrackerSettings(0.5, 0.5, 0.5, 0.3, 0.5, 2, Duration.ofSeconds(1), false);
  }

  /** As {@link #sort()}, and boxes with scores from 0.1 continue tracks at an overlap of 0.5. */
  public static TrackerSettings byteTrack() {
    return sort().withLowScore(LOW);
  }

  /**
   * A copy for boxes that are confident from another score on, from 0 to 1. The other two scores
   * move with it: the start by the same amount but to 1 at most, the low one in proportion.
   */
  public TrackerSettings withScore(double newScore) {
    double start = Math.min(1, newScore + (startScore - score));
    double low = score == 0 ? newScore : newScore * (lowScore / score);
    return new TrackerSettings(
        newScore, low, start, overlap, lowOverlap, hits, patience, acrossClasses);
  }

  /** A copy in which boxes from this score on may continue a track, from 0 to {@link #score}. */
  public TrackerSettings withLowScore(double newLowScore) {
    return new TrackerSettings(
        score, newLowScore, startScore, overlap, lowOverlap, hits, patience, acrossClasses);
  }

  /** A copy in which boxes from this score on may start a track, from {@link #score} to 1. */
  public TrackerSettings withStartScore(double newStartScore) {
    return new TrackerSettings(
        score, lowScore, newStartScore, overlap, lowOverlap, hits, patience, acrossClasses);
  }

  /** A copy with another overlap of confident boxes, above 0 and at most 1. */
  public TrackerSettings withOverlap(double newOverlap) {
    return new TrackerSettings(
        score, lowScore, startScore, newOverlap, lowOverlap, hits, patience, acrossClasses);
  }

  /** A copy with another overlap of boxes that are not confident, above 0 and at most 1. */
  public TrackerSettings withLowOverlap(double newLowOverlap) {
    return new TrackerSettings(
        score, lowScore, startScore, overlap, newLowOverlap, hits, patience, acrossClasses);
  }

  /** A copy in which so many boxes make a track, at least 1. */
  public TrackerSettings withHits(int newHits) {
    return new TrackerSettings(
        score, lowScore, startScore, overlap, lowOverlap, newHits, patience, acrossClasses);
  }

  /** A copy in which objects may go unseen for another time, not negative. */
  public TrackerSettings withPatience(Duration newPatience) {
    return new TrackerSettings(
        score, lowScore, startScore, overlap, lowOverlap, hits, newPatience, acrossClasses);
  }

  /** A copy in which a track may have boxes of several classes, or not. */
  public TrackerSettings withAcrossClasses(boolean newAcrossClasses) {
    return new TrackerSettings(
        score, lowScore, startScore, overlap, lowOverlap, hits, patience, newAcrossClasses);
  }

  /** The settings by name, sorted, for the record of a run. */
  public SortedMap<String, String> parameters() {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("acrossClasses", Boolean.toString(acrossClasses));
    parameters.put("hits", Integer.toString(hits));
    parameters.put("lowOverlap", Double.toString(lowOverlap));
    parameters.put("lowScore", Double.toString(lowScore));
    parameters.put("overlap", Double.toString(overlap));
    parameters.put("patience", patience.toString());
    parameters.put("score", Double.toString(score));
    parameters.put("startScore", Double.toString(startScore));
    return Collections.unmodifiableSortedMap(parameters);
  }
}
