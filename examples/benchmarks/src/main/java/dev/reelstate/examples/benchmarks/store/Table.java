package dev.reelstate.examples.benchmarks.store;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text under headings, with the first column left-aligned and the others right-aligned. */
final class Table {

  private final String title;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String title, String... headings) {
    this.title = title;
    rows.add(List.of(headings));
  }

  /** Adds a row with one cell per heading. */
  void add(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException("A row of this table must have "
          + rows.get(0).size() + " cells, not " + cells.length + ".");
    }
    rows.add(List.of(cells));
  }

  void print(PrintStream out) {
    out.println();
    out.println(title);
    rows.forEach(row -> out.println(line(row)));
  }

  private String line(List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> padded(row.get(column), column))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private String padded(String cell, int column) {
    int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return String.format(Locale.ROOT, column == 0 ? "%-" + width + "s" : "%" + width + "s", cell);
  }

  /** A number with a sensible number of decimals for its size. */
  static String figure(double value) {
    String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A median with the range around it. */
  static String spread(Samples samples) {
    return figure(samples.median()) + " (" + figure(samples.least()) + " to "
        + figure(samples.largest()) + ")";
  }

  /** The ratio of one to the other. */
  static String ratio(double one, double other) {
    return String.format(Locale.ROOT, "%.2f", one / other);
  }
}
