package dev.reelstate.examples.evaluate.report;

import java.util.List;

/**
 * A drawn chart.
 *
 * @param title what it shows
 * @param image the drawing, as a {@code data:} URI
 * @param width the width it was drawn for, in CSS pixels
 * @param height the height it was drawn for, in CSS pixels
 * @param keys what its colours stand for
 */
public record Chart(String title, String image, int width, int height, List<Key> keys) {

  /** The meaning of a colour, as CSS writes it. */
  public record Key(String color, String name) {}
}
