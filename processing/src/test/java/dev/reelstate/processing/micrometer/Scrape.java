package dev.reelstate.processing.micrometer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The series of a scrape in Prometheus's text format. */
record Scrape(List<Series> series) {

  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: \\d+)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  record Series(String name, Map<String, String> labels, double value) {}

  static Scrape parse(String text) {
    List<Series> series = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException("Not a sample: " + line);
      }
      Map<String, String> labels = new HashMap<>();
      if (parts.group(2) != null) {
        Matcher label = LABEL.matcher(parts.group(2));
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
      }
      String value = parts.group(3).replace("Inf", "Infinity");
      series.add(new Series(parts.group(1), labels, Double.parseDouble(value)));
    }
    return new Scrape(series);
  }

  Set<String> names() {
    Set<String> names = new HashSet<>();
    series.forEach(one -> names.add(one.name()));
    return names;
  }

  /** Whether there is a series with that name and all these labels. */
  boolean has(String name, Map<String, String> labels) {
    return series.stream()
        .anyMatch(one ->
            one.name().equals(name) && one.labels().entrySet().containsAll(labels.entrySet()));
  }

  /** The names of the labels of a metric. */
  Set<String> labels(String name) {
    Set<String> labels = new HashSet<>();
    series.stream()
        .filter(one -> one.name().equals(name))
        .forEach(one -> labels.addAll(one.labels().keySet()));
    return labels;
  }
}
