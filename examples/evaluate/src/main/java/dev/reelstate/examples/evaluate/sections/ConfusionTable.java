package dev.reelstate.examples.evaluate.sections;

import static java.util.Comparator.comparingLong;

import dev.reelstate.evaluation.ledger.ConfusionMatrix;
import dev.reelstate.examples.evaluate.report.Cell;
import dev.reelstate.examples.evaluate.report.Section;
import dev.reelstate.examples.evaluate.report.Table;
import dev.reelstate.examples.evaluate.report.Table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The confusion matrix, of the most frequent classes where there are many. */
final class ConfusionTable {

  /** As many as fit on a printed page. */
  private static final int MOST_CLASSES = 12;

  private static final int STRONGEST = 9;

  private final ConfusionMatrix matrix;
  private final List<Integer> shown;

  private ConfusionTable(ConfusionMatrix matrix) {
    this.matrix = matrix;
    this.shown = IntStream.range(0, matrix.labels().size())
        .boxed()
        .sorted(comparingLong((Integer label) -> row(label)).reversed())
        .limit(MOST_CLASSES)
        .sorted()
        .toList();
  }

  static Section section(ConfusionMatrix matrix, String threshold) {
    ConfusionTable table = new ConfusionTable(matrix);
    String cut = table.shown.size() < matrix.labels().size()
        ? " The " + table.shown.size() + " most frequent of " + matrix.labels().size()
            + " classes are shown."
        : "";
    return Section.ofTables(
        "Confusion",
        "Colours show shares of a row; blue is right. " + threshold + cut,
        List.of(table.table()));
  }

  private Table table() {
    int background = matrix.labels().size();
    List<Cell> head = new ArrayList<>(List.of(Cell.text("truth \\ detection")));
    shown.forEach(label -> head.add(Cell.number(matrix.labels().get(label))));
    head.add(Cell.number("missed"));
    List<Row> rows = new ArrayList<>();
    shown.forEach(label -> rows.add(row(matrix.labels().get(label), label)));
    rows.add(row("background", background));
    return new Table("Objects of the truth by what they were taken for", head, rows);
  }

  private Row row(String name, int truth) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.text(name)));
    shown.forEach(detection -> cells.add(cell(truth, detection)));
    int last = matrix.labels().size();
    cells.add(truth == last ? Cell.text("") : cell(truth, last));
    return Row.of(cells);
  }

  private Cell cell(int truth, int detection) {
    int count = matrix.counts().get(truth).get(detection);
    long all = row(truth);
    int shade = count == 0 ? 0 : (int) Math.max(1, (long) STRONGEST * count / Math.max(1, all));
    return Cell.shaded(
        String.format(Locale.ROOT, "%,d", count), shade, truth == detection ? "good" : "bad");
  }

  private long row(int truth) {
    return matrix.counts().get(truth).stream().mapToLong(Integer::longValue).sum();
  }
}
