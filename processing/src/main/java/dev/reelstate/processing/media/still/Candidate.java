package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.libav.Frames;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** A picture that may become the poster. Used by one thread. */
final class Candidate implements AutoCloseable {

  /** Damaged pictures come first, then those of little value. */
  static final Comparator<Candidate> ORDER = Comparator.comparing(
          (Candidate candidate) -> candidate.whole)
      .thenComparing(Candidate::value);

  /** Titles and credits are within this share of the film at its beginning and end. */
  private static final double EDGE = 0.06;

  private static final double AT_THE_EDGE = 0.6;

  /** Change below this is noise, in brightness of 255. */
  private static final double CALM = 1.5;

  /** A fade is as even as this; moving things are not. */
  private static final double EVEN = 0.35;

  private static final double FADING = 0.35;

  /** With this much change on both sides, a picture is blurred by motion, or soon another one. */
  private static final double SWIFT = 12;

  private static final double HURRIED = 0.7;

  /** A face of this share of the picture is as good as a larger one. */
  private static final double CLOSE = 0.02;

  private static final double WITH_FACE = 1.6;

  /** A scene with this share of the candidates is as good as a longer one. */
  private static final double LONG = 0.3;

  private static final double RARE = 0.8;

  final long time;
  final boolean whole;

  @Nullable
  AVFrame picture;

  private final Look look;
  private final AVFrame small;
  private double value;
  private int faces;

  /**
   * Creates a candidate without its picture.
   *
   * @param time when it is shown, in media ticks
   * @param place its place in the film, 0 to 1
   * @param small what was looked at, which is taken over
   * @param whole whether it is undamaged
   */
  Candidate(long time, double place, Look look, AVFrame small, boolean whole) {
    this.time = time;
    this.look = look;
    this.small = small;
    this.whole = whole;
    double edge = Math.min(1, Math.min(place, 1 - place) / EDGE);
    value = Appeal.of(look) * (AT_THE_EDGE + (1 - AT_THE_EDGE) * edge);
  }

  /** Raises its value if there are faces in it. Call once. */
  void lookForFaces(Faces detector) {
    List<Double> found = detector.in(small);
    faces = found.size();
    double largest = found.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    value *= 1 + (WITH_FACE - 1) * Math.min(1, largest / CLOSE);
  }

  /** The number of faces in it. */
  int faces() {
    return faces;
  }

  /**
   * Lowers its value if it is part of a fade between these pictures around it, or of a swift move.
   */
  void between(Look before, Look after) {
    double sinceBefore = look.difference(before);
    double untilAfter = look.difference(after);
    if (sinceBefore + untilAfter > CALM && look.unevenness(before, after) < EVEN) {
      value *= FADING;
    }
    double moved = Math.min(sinceBefore, untilAfter);
    value *= 1 - (1 - HURRIED) * Math.min(1, moved / SWIFT);
  }

  /** Whether it would rank higher than another one if there were faces in it. */
  boolean mayBecomeBetterThan(Candidate other) {
    return whole == other.whole ? WITH_FACE * value > other.value : whole;
  }

  /** What it is worth. */
  double value() {
    return value;
  }

  /** How many of some candidates, among which it is, show the same scene. */
  long alike(List<Candidate> candidates) {
    return candidates.stream()
        .filter(other -> !look.isOtherSceneThan(other.look))
        .count();
  }

  /**
   * Lowers its value if little of the film is the same scene. Call once.
   *
   * @param all what was seen of the film
   */
  void standFor(List<Look> all) {
    long same = all.stream().filter(other -> !look.isOtherSceneThan(other)).count();
    double share = (double) same / all.size();
    value *= RARE + (1 - RARE) * Math.min(1, share / LONG);
  }

  @Override
  public void close() {
    Frames.free(small);
    if (picture != null) {
      Frames.free(picture);
      picture = null;
    }
  }
}
