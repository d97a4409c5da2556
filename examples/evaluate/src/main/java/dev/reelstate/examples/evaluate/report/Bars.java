package dev.reelstate.examples.evaluate.report;

import java.util.List;

/**
 * One of several bars that are stacked at each place of a histogram.
 *
 * @param name what it stands for
 * @param counts its heights, as many as the histogram has places
 */
public record Bars(String name, List<Long> counts) {}
