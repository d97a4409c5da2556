package dev.reelstate.examples.evaluate.sections;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.Interval;
import dev.reelstate.examples.evaluate.report.Cell;
import dev.reelstate.examples.evaluate.report.Section;
import dev.reelstate.examples.evaluate.report.Table;
import dev.reelstate.examples.evaluate.report.Table.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The parts that all reports have. */
final class CommonSections {

  /** How many figures of a class stand side by side. */
  private static final int MOST_COLUMNS = 18;

  private CommonSections() {}

  /** All figures with their intervals. */
  static Section figures(Assessment run) {
    Path other = run.differences().isEmpty() ? null : run.compared();
    List<Cell> head = new ArrayList<>(
        List.of(Cell.text("figure"), Cell.number("value"), Cell.number("interval")));
    if (other != null) {
      head.add(Cell.number("difference to " + other.getFileName()));
      head.add(Cell.number("its interval"));
    }
    List<Row> rows = new ArrayList<>();
    run.score().figures().values().forEach((name, value) -> {
      List<Cell> row =
          new ArrayList<>(List.of(Cell.text(name), Cell.number(Words.figure(name, value))));
      row.add(Cell.number(Words.range(name, run.intervals().get(name))));
      if (other != null) {
        Interval difference = run.differences().get(name);
        row.add(Cell.number(Words.figure(name, difference == null ? null : difference.value())));
        row.add(Cell.number(Words.range(name, difference)));
      }
      rows.add(Row.of(row));
    });
    return Section.ofTables(
        "Figures", note(run), List.of(new Table("Over everything", head, rows)));
  }

  private static String note(Assessment run) {
    BootstrapSettings drawn = run.drawn();
    if (drawn == null) {
      return "Intervals were not asked for.";
    }
    int sequences = run.score().sequences().size();
    String how = "Intervals of the table: " + Words.draws(drawn) + ", from "
        + Words.count(sequences, "sequence") + ".";
    return run.intervals().values().stream()
        .map(Interval::status)
        .filter(status -> status == Interval.Status.TOO_FEW_SEQUENCES)
        .findFirst()
        .map(status -> "There are too few sequences for intervals: " + sequences + ".")
        .orElse(how);
  }

  /** The figures of each class, in tables that fit on a page. */
  static Section classes(Scored score) {
    List<String> names = score.byClass().values().stream()
        .findFirst()
        .map(figures -> List.copyOf(figures.values().keySet()))
        .orElse(List.of());
    List<Table> tables = new ArrayList<>();
    for (int from = 0; from < names.size(); from += MOST_COLUMNS) {
      List<String> some = names.subList(from, Math.min(names.size(), from + MOST_COLUMNS));
      tables.add(classes(from == 0 ? "By class" : "By class, continued", score, some));
    }
    return Section.ofTables("Classes", "", tables);
  }

  private static Table classes(String caption, Scored score, List<String> names) {
    List<Cell> head = new ArrayList<>(List.of(Cell.text("class")));
    names.forEach(name -> head.add(Cell.number(name)));
    List<Row> rows = new ArrayList<>();
    score.byClass().forEach((label, figures) -> {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(label)));
      names.forEach(
          name -> row.add(Cell.number(Words.figure(name, figures.values().get(name)))));
      rows.add(Row.of(row));
    });
    return new Table(caption, head, rows);
  }

  /** The parameters, which are part of the result. */
  static Section parameters(Assessment run) {
    List<Row> rows = new ArrayList<>();
    new TreeMap<>(run.parameters())
        .forEach((name, value) -> rows.add(Row.of(List.of(Cell.text(name), Cell.text(value)))));
    return Section.ofTables(
        "Parameters",
        "",
        List.of(new Table(
            "As they were used", List.of(Cell.text("parameter"), Cell.text("value")), rows)));
  }
}
