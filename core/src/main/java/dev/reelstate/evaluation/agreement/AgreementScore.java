package dev.reelstate.evaluation.agreement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well annotators agree. Immutable and thread-safe.
 *
 * @param leastOverlap the intersection over union from which on two boxes were taken to be the same
 *     object
 * @param pairs every two annotators, in their order
 * @param objects how many objects at least one of them annotated on frames that at least two
 *     examined
 * @param alpha Krippendorff's alpha on the classes of the objects; whoever annotated no box for an
 *     object did not rate it. Null if there are no two ratings of an object, or a single class
 * @param alphaWithUnmatched Krippendorff's alpha where whoever examined the frame and annotated no
 *     box rated the object as "no box"; null as before
 */
public record AgreementScore(
    double leastOverlap,
    List<PairAgreement> pairs,
    long objects,
    @Nullable Double alpha,
    @Nullable Double alphaWithUnmatched) {

  /** Copies the list. */
  public AgreementScore {
    pairs = List.copyOf(pairs);
  }
}
