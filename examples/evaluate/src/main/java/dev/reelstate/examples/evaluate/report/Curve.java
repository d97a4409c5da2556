package dev.reelstate.examples.evaluate.report;

/**
 * A line of a chart.
 *
 * @param name what it stands for
 * @param x where its points are, ascending
 * @param y their values, as many; {@code NaN} leaves a gap
 */
@SuppressWarnings("ArrayRecordComponent") // drawn and forgotten
public record Curve(String name, double[] x, double[] y) {}
