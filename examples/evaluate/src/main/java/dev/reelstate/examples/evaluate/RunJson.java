package dev.reelstate.examples.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.GateFinding;
import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.evaluation.statistics.Interval;
import dev.reelstate.examples.evaluate.sections.Assessment;
import dev.reelstate.examples.evaluate.sections.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as JSON: the figures by their names, then all else under keys of its own. A figure without
 * a value is null.
 */
final class RunJson {

  private RunJson() {}

  static String of(Assessment run) {
    Map<String, Object> json = figures(run.score().figures());
    json.put("kind", run.score().kind());
    json.put("support", run.score().support());
    json.put("sequences", run.score().sequences().size());
    json.put("parameters", new TreeMap<>(run.parameters()));
    Map<String, Object> classes = new LinkedHashMap<>();
    run.score().byClass().forEach((label, figures) -> classes.put(label, figures(figures)));
    json.put("byClass", classes);
    json.put("ledger", ledger(run));
    json.put("intervals", intervals(run.drawn(), run.intervals()));
    json.put("differences", intervals(run.drawn(), run.differences()));
    json.put("gate", gate(run.gate()));
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A run is always JSON.", e);
    }
  }

  private static Map<String, Object> figures(Figures figures) {
    Map<String, Object> json = new LinkedHashMap<>();
    figures.values().forEach((name, value) -> json.put(name, number(name, value)));
    return json;
  }

  /** How many objects of the truth, and how many detections, got which verdict. */
  private static Map<String, Map<String, Integer>> ledger(Assessment run) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    counts.put("truth", new TreeMap<>());
    counts.put("detections", new TreeMap<>());
    for (LedgerEntry entry : run.score().ledger()) {
      counts
          .getOrDefault(entry.detection() ? "detections" : "truth", Map.of())
          .merge(entry.verdict().wireName(), 1, Integer::sum);
    }
    return counts;
  }

  private static @Nullable Object intervals(
      @Nullable BootstrapSettings drawn, Map<String, Interval> intervals) {
    if (drawn == null || intervals.isEmpty()) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("confidence", drawn.confidence());
    json.put("samples", drawn.samples());
    json.put("seed", drawn.seed());
    Map<String, Object> figures = new LinkedHashMap<>();
    intervals.forEach((name, interval) -> figures.put(name, interval(interval)));
    json.put("figures", figures);
    return json;
  }

  private static Map<String, Object> interval(Interval interval) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", interval.value());
    json.put("low", interval.low());
    json.put("high", interval.high());
    json.put("status", Words.of(interval.status()));
    return json;
  }

  private static @Nullable Object gate(@Nullable GateResult result) {
    if (result == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", result.verdict().wireName());
    json.put("findings", result.findings().stream().map(RunJson::finding).toList());
    return json;
  }

  private static Map<String, Object> finding(GateFinding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", finding.verdict().wireName());
    json.put("reason", finding.reason());
    json.put("part", finding.rule().scope().toString());
    json.put("figure", finding.rule().figure());
    json.put("check", finding.rule().check().wireName());
    json.put("limit", finding.rule().limit());
    json.put("value", finding.value());
    json.put("low", finding.low());
    json.put("high", finding.high());
    return json;
  }

  private static @Nullable Number number(String name, double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    boolean whole = Words.isCount(name) && value == Math.rint(value);
    return whole ? (Number) (long) value : (Number) value;
  }
}
