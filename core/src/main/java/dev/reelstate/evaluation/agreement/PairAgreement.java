package dev.reelstate.evaluation.agreement;

import org.jspecify.annotations.Nullable;

/**
 * How well two annotators agree on the frames that both examined. Immutable and thread-safe.
 *
 * @param first the name of the one
 * @param second the name of the other
 * @param frames how many frames both examined
 * @param matched how many boxes of the one have a partner among those of the other
 * @param onlyFirst how many boxes of the first have no partner
 * @param onlySecond how many boxes of the second have no partner
 * @param overlap the mean intersection over union of the matched boxes, from 0 to 1; null if there
 *     are none
 * @param kappa Cohen's kappa on the classes of the matched boxes, from -1 to 1; null if chance
 *     alone would agree always
 * @param kappaWithUnmatched Cohen's kappa on all boxes, where "no box" is a class of its own; null
 *     if chance alone would agree always. It can be far below 0, since nobody counts the places
 *     where both saw nothing
 */
public record PairAgreement(
    String first,
    String second,
    long frames,
    long matched,
    long onlyFirst,
    long onlySecond,
    @Nullable Double overlap,
    @Nullable Double kappa,
    @Nullable Double kappaWithUnmatched) {}
