package dev.reelstate.examples.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report as a table for people, or as JSON for programs. */
final class Report {

  private Report() {}

  static boolean isHealthy(List<Line> lines) {
    return lines.stream().allMatch(line -> line.state() == Line.State.PASS);
  }

  static String table(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(String.format("%-4s  %-8s  %s%n", line.state(), line.check(), line.message()));
      if (!line.advice().isEmpty()) {
        text.append(String.format("%16s%s%n", "", line.advice()));
      }
    }
    return text.toString();
  }

  static String json(List<Line> lines) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("healthy", isHealthy(lines));
    report.put("checks", lines.stream().map(Report::fields).toList());
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A report is always JSON.", e);
    }
  }

  private static Map<String, String> fields(Line line) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("check", line.check());
    fields.put("state", line.state().word());
    fields.put("message", line.message());
    if (!line.advice().isEmpty()) {
      fields.put("advice", line.advice());
    }
    return fields;
  }
}
