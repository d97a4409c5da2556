package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVALUATION_CLASS;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVALUATION_ENTRY;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVALUATION_FIGURE;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVALUATION_TRUTH;

import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.RunPart;
import dev.reelstate.evaluation.run.TruthRef;
import dev.reelstate.jdbc.dialect.BulkInsert;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEvaluationRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Maps a run to rows. Not thread-safe. */
final class EvaluationRows {

  /** The class whose figures are those over everything. */
  static final int OVERALL = 0;

  private final DSLContext sql;
  private final EvaluationRun run;
  private final UUID id;

  EvaluationRows(DSLContext sql, EvaluationRun run) {
    this.sql = sql;
    this.run = run;
    this.id = run.id().value();
  }

  void insert(List<LedgerEntry> ledger, Instant now) {
    sql.executeInsert(row(ledger.size(), now));
    insertTruth();
    insertParts();
    insertEntries(ledger);
  }

  private ReelstateEvaluationRecord row(long entries, Instant now) {
    ReelstateEvaluationRecord row = new ReelstateEvaluationRecord();
    row.setId(id);
    row.setKind(run.kind());
    row.setModel(run.model().name());
    row.setModelVersion(run.model().version());
    row.setDatasetHash(run.datasetHash());
    row.setParameters(VideoRows.entries(run.parameters()));
    row.setSupport(run.overall().support());
    row.setEntries(entries);
    row.setSavedAt(now);
    return row;
  }

  private void insertTruth() {
    BulkInsert rows = new BulkInsert(sql, REELSTATE_EVALUATION_TRUTH);
    int number = 0;
    for (TruthRef one : run.truth()) {
      rows.add(id, number++, one.sequence(), one.contentHash());
    }
    rows.flush();
  }

  private void insertParts() {
    BulkInsert classes = new BulkInsert(sql, REELSTATE_EVALUATION_CLASS);
    BulkInsert figures = new BulkInsert(sql, REELSTATE_EVALUATION_FIGURE);
    addFigures(figures, OVERALL, run.overall());
    int number = OVERALL;
    for (Map.Entry<String, RunPart> one : run.byClass().entrySet()) {
      number++;
      classes.add(id, number, one.getKey(), one.getValue().support());
      addFigures(figures, number, one.getValue());
    }
    classes.flush();
    figures.flush();
  }

  private void addFigures(BulkInsert rows, int ofClass, RunPart part) {
    int number = 0;
    for (Map.Entry<String, Double> figure : part.figures().values().entrySet()) {
      RunPart.Range range = part.ranges().get(figure.getKey());
      Double value = figure.getValue();
      rows.add(
          id,
          ofClass,
          number++,
          figure.getKey(),
          value.isNaN() ? null : value,
          range == null ? null : range.low(),
          range == null ? null : range.high(),
          range == null ? null : range.confidence());
    }
  }

  private void insertEntries(List<LedgerEntry> ledger) {
    BulkInsert rows = new BulkInsert(sql, REELSTATE_EVALUATION_ENTRY);
    int number = 0;
    for (LedgerEntry entry : ledger) {
      number++;
      rows.add(values(number, entry));
    }
    rows.flush();
  }

  /** The values in column order. */
  private @Nullable Object[] values(int number, LedgerEntry entry) {
    return new @Nullable Object[] {
      id,
      number,
      entry.sequence(),
      entry.scene(),
      entry.detection(),
      entry.index(),
      entry.label(),
      entry.track(),
      entry.verdict().wireName(),
      entry.partner(),
      entry.overlap()
    };
  }
}
