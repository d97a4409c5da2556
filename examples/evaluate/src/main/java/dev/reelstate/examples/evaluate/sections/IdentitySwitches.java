package dev.reelstate.examples.evaluate.sections;

import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import dev.reelstate.examples.evaluate.report.Cell;
import dev.reelstate.examples.evaluate.report.Section;
import dev.reelstate.examples.evaluate.report.Table;
import dev.reelstate.examples.evaluate.report.Table.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an object of the truth goes on under another track than that of its last hit. */
final class IdentitySwitches {

  private static final int EXAMPLES = 50;

  private final Frames frames;
  private final Map<Identity, String> lastHit = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  private IdentitySwitches(Frames frames) {
    this.frames = frames;
  }

  static Section section(List<LedgerEntry> ledger, Frames frames) {
    IdentitySwitches switches = new IdentitySwitches(frames);
    ledger.stream()
        .filter(entry -> !entry.detection() && entry.verdict() == Verdict.HIT)
        .forEach(switches::add);
    return switches.section();
  }

  private void add(LedgerEntry hit) {
    String track = hit.track();
    String found = partner(hit);
    if (track == null || found == null) {
      return;
    }
    String before = lastHit.put(new Identity(hit.sequence(), hit.label(), track), found);
    if (before != null && !before.equals(found)) {
      rows.add(Row.of(List.of(
          Cell.text(frames.name(hit.sequence(), hit.scene())),
          Cell.text(track),
          Cell.text(before),
          Cell.text(found))));
    }
  }

  private @Nullable String partner(LedgerEntry hit) {
    Integer partner = hit.partner();
    return partner == null
        ? null
        : frames.scene(hit.sequence(), hit.scene()).detections().get(partner).track();
  }

  private Section section() {
    if (rows.isEmpty()) {
      return Section.ofTables("Identity switches", "No track of the truth is switched.", List.of());
    }
    List<Row> shown = rows.subList(0, Math.min(rows.size(), EXAMPLES));
    String caption = shown.size() < rows.size()
        ? "The first " + shown.size() + " of " + rows.size()
        : "Each switch, where it happens";
    List<Cell> head =
        List.of(Cell.text("frame"), Cell.text("track"), Cell.text("from"), Cell.text("to"));
    return Section.ofTables("Identity switches", "", List.of(new Table(caption, head, shown)));
  }

  private record Identity(int sequence, String label, String track) {}
}
