package dev.reelstate.examples.evaluate.sections;

import dev.reelstate.annotation.Box;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Ledgers;
import dev.reelstate.evaluation.ledger.Ledgers.Confusion;
import dev.reelstate.evaluation.ledger.Ledgers.FalseAlarms;
import dev.reelstate.evaluation.ledger.Ledgers.FrameErrors;
import dev.reelstate.examples.evaluate.report.Cell;
import dev.reelstate.examples.evaluate.report.Section;
import dev.reelstate.examples.evaluate.report.Table;
import dev.reelstate.examples.evaluate.report.Table.Row;
import java.util.List;
import java.util.Locale;

/** What the verdicts on single objects tell. */
final class LedgerSections {

  private static final int WORST = 10;
  private static final int EXAMPLES = 20;

  private final List<LedgerEntry> ledger;
  private final Frames frames;

  LedgerSections(List<LedgerEntry> ledger, Frames frames) {
    this.ledger = ledger;
    this.frames = frames;
  }

  /** The frames with the most errors. */
  Section worstFrames() {
    List<Row> rows = Ledgers.worstFrames(ledger, WORST).stream().map(this::row).toList();
    String note = rows.isEmpty() ? "No frame has an error." : "";
    List<Cell> head = List.of(
        Cell.text("frame"),
        Cell.number("missed"),
        Cell.number("false alarms"),
        Cell.number("errors"));
    return Section.ofTables(
        "Worst frames",
        note,
        rows.isEmpty() ? List.of() : List.of(new Table("With the most errors", head, rows)));
  }

  private Row row(FrameErrors errors) {
    return Row.of(List.of(
        Cell.text(frames.name(errors.sequence(), errors.scene())),
        count(errors.missed()),
        count(errors.falseAlarms()),
        count(errors.total())));
  }

  /** Why detections are false, with examples of confusions. */
  Section errors() {
    FalseAlarms alarms = Ledgers.falseAlarms(ledger);
    List<Row> causes = List.of(
        cause("on an object of another class", alarms.misclassified()),
        cause("where no object is", alarms.hallucinated()),
        cause("on an object that was found before", alarms.duplicate()),
        cause("on an object, but not well enough", alarms.misplaced()));
    Table table = new Table(
        "False alarms by their cause", List.of(Cell.text("cause"), Cell.number("count")), causes);
    List<Confusion> confusions = Ledgers.confusions(ledger);
    if (confusions.isEmpty()) {
      return Section.ofTables("Errors", "", List.of(table));
    }
    List<Cell> head = List.of(
        Cell.text("frame"),
        Cell.text("truth"),
        Cell.text("taken for"),
        Cell.number("score"),
        Cell.number("overlap"),
        Cell.number("where: x, y, width, height"));
    List<Row> rows = confusions.stream().limit(EXAMPLES).map(this::row).toList();
    String caption = "Objects taken for another class"
        + (rows.size() < confusions.size()
            ? ": the first " + rows.size() + " of " + confusions.size()
            : "");
    return Section.ofTables("Errors", "", List.of(table, new Table(caption, head, rows)));
  }

  private Row row(Confusion confusion) {
    LedgerEntry truth = confusion.truth();
    Scene scene = frames.scene(truth.sequence(), truth.scene());
    Box box = scene.truth().get(truth.index()).box();
    double score = scene.detections().get(confusion.detection().index()).score();
    return Row.of(List.of(
        Cell.text(frames.name(truth.sequence(), truth.scene())),
        Cell.text(truth.label()),
        Cell.text(confusion.detection().label()),
        Cell.number(Words.number(score)),
        Cell.number(Words.number(confusion.detection().overlap())),
        Cell.number(String.format(
            Locale.ROOT, "%.1f, %.1f, %.1f, %.1f", box.x(), box.y(), box.width(), box.height()))));
  }

  private static Row cause(String name, List<LedgerEntry> alarms) {
    return Row.of(List.of(Cell.text(name), count(alarms.size())));
  }

  private static Cell count(int count) {
    return Cell.number(String.format(Locale.ROOT, "%,d", count));
  }
}
