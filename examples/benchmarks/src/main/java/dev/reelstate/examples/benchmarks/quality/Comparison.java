package dev.reelstate.examples.benchmarks.quality;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The curves of all films, and the table of what follows from them. */
final class Comparison {

  private final List<String> contestants;
  private final Map<String, Map<String, List<Point>>> films = new LinkedHashMap<>();

  /**
   * Creates a comparison.
   *
   * @param contestants their names, the one that the others are measured against first
   */
  Comparison(List<String> contestants) {
    this.contestants = List.copyOf(contestants);
  }

  void add(String film, String contestant, List<Point> curve) {
    films.computeIfAbsent(film, unused -> new LinkedHashMap<>()).put(contestant, curve);
  }

  List<String> contestants() {
    return contestants;
  }

  Map<String, Map<String, List<Point>>> films() {
    return films;
  }

  /**
   * Prints a table in Markdown: bits and processor time at equal XPSNR, relative to the first
   * contestant, of each film and their geometric mean.
   */
  void print(PrintStream out) {
    out.println("| film | " + String.join(" | ", others()) + " |");
    out.println("| --- |" + " --- |".repeat(others().size()));
    films.forEach((film, curves) -> out.println(row(film, curves)));
    List<String> means = others().stream().map(this::mean).toList();
    out.println("| geometric mean | " + String.join(" | ", means) + " |");
  }

  private List<String> others() {
    return contestants.subList(1, contestants.size());
  }

  private String row(String film, Map<String, List<Point>> curves) {
    StringBuilder row = new StringBuilder("| " + film + " |");
    for (String other : others()) {
      row.append(' ')
          .append(rate(curves, other).map(Comparison::text).orElse("not comparable"))
          .append(" |");
    }
    return row.toString();
  }

  private String mean(String contestant) {
    List<BdRate> rates = new ArrayList<>();
    films.values().forEach(curves -> rate(curves, contestant).ifPresent(rates::add));
    return rates.isEmpty()
        ? "none"
        : String.format(Locale.ROOT, "%s (%d films)", text(BdRate.mean(rates)), rates.size());
  }

  private Optional<BdRate> rate(Map<String, List<Point>> curves, String contestant) {
    return BdRate.of(
        curves.getOrDefault(contestant, List.of()),
        curves.getOrDefault(contestants.get(0), List.of()));
  }

  private static String text(BdRate rate) {
    return String.format(Locale.ROOT, "%.3f, CPU %.2f", rate.bits(), rate.cpu());
  }
}
