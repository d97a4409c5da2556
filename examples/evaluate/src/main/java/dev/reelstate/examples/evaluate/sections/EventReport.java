package dev.reelstate.examples.evaluate.sections;

import dev.reelstate.evaluation.Event;
import dev.reelstate.evaluation.EventScore;
import dev.reelstate.evaluation.EventSequence;
import dev.reelstate.evaluation.LatencyDistribution;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Ledgers;
import dev.reelstate.examples.evaluate.report.Bars;
import dev.reelstate.examples.evaluate.report.Cell;
import dev.reelstate.examples.evaluate.report.Chart;
import dev.reelstate.examples.evaluate.report.Plots;
import dev.reelstate.examples.evaluate.report.Section;
import dev.reelstate.examples.evaluate.report.Table;
import dev.reelstate.examples.evaluate.report.Table.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The report on events. */
public final class EventReport {

  private static final int EXAMPLES = 20;

  private final EventScore score;
  private final List<EventSequence> sequences;

  private EventReport(EventScore score, List<EventSequence> sequences) {
    this.score = score;
    this.sequences = sequences;
  }

  /** The sections of the report. */
  public static List<Section> sections(
      Assessment run, EventScore score, List<EventSequence> sequences) {
    EventReport report = new EventReport(score, sequences);
    return List.of(
        CommonSections.figures(run),
        report.latency(),
        CommonSections.classes(score),
        report.errors(),
        CommonSections.parameters(run));
  }

  private Section latency() {
    List<String> places = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (LatencyDistribution.Bin bin : score.latency().histogram()) {
      places.add(String.format(Locale.ROOT, "%.0f", millis(bin.from())));
      counts.add(bin.count());
    }
    Chart chart = Plots.histogram(
        "How late hits are",
        "milliseconds, from",
        "hits",
        places,
        List.of(new Bars("hits", counts)));
    return new Section(
        "Latency",
        "Negative where the detection comes first.",
        List.of(chart),
        List.of(quantiles()));
  }

  private Table quantiles() {
    List<Cell> head = new ArrayList<>(List.of(Cell.text("class")));
    List.of("hits", "mean", "median", "90 %", "95 %", "99 %", "earliest", "latest")
        .forEach(name -> head.add(Cell.number(name)));
    List<Row> rows = new ArrayList<>(List.of(row("all", score.latency())));
    score.latencyByClass().forEach((label, latency) -> rows.add(row(label, latency)));
    return new Table("Latency in milliseconds", head, rows);
  }

  private static Row row(String name, LatencyDistribution latency) {
    return Row.of(List.of(
        Cell.text(name),
        Cell.number(String.format(Locale.ROOT, "%,d", latency.count())),
        time(latency.mean()),
        time(latency.median()),
        time(latency.p90()),
        time(latency.p95()),
        time(latency.p99()),
        time(latency.min()),
        time(latency.max())));
  }

  private Section errors() {
    List<Table> tables = new ArrayList<>();
    add(tables, "Missed events", Ledgers::isMiss);
    add(tables, "False alarms", Ledgers::isFalseAlarm);
    return Section.ofTables("Errors", tables.isEmpty() ? "There is no error." : "", tables);
  }

  private void add(List<Table> tables, String what, Predicate<LedgerEntry> wanted) {
    List<LedgerEntry> all = score.ledger().stream().filter(wanted).toList();
    if (all.isEmpty()) {
      return;
    }
    List<Row> rows = all.stream().limit(EXAMPLES).map(this::row).toList();
    String caption =
        rows.size() < all.size() ? what + ": the first " + rows.size() + " of " + all.size() : what;
    List<Cell> head =
        List.of(Cell.text("video"), Cell.text("class"), Cell.number("time in milliseconds"));
    tables.add(new Table(caption, head, rows));
  }

  private Row row(LedgerEntry entry) {
    EventSequence sequence = sequences.get(entry.sequence());
    Event event = (entry.detection() ? sequence.detections() : sequence.truth()).get(entry.index());
    return Row.of(
        List.of(Cell.text(sequence.name()), Cell.text(event.label()), time(event.time())));
  }

  private static Cell time(@Nullable Duration duration) {
    return Cell.number(
        duration == null
            ? Words.number(null)
            : String.format(Locale.ROOT, "%,.1f", millis(duration)));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
