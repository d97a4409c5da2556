package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVALUATION;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVALUATION_CLASS;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVALUATION_FIGURE;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVALUATION_TRUTH;
import static java.util.stream.Collectors.groupingBy;
import static org.jooq.impl.DSL.noCondition;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.ModelVersion;
import dev.reelstate.evaluation.run.RunPart;
import dev.reelstate.evaluation.run.RunQuery;
import dev.reelstate.evaluation.run.RunSummary;
import dev.reelstate.evaluation.run.TruthRef;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEvaluationFigureRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEvaluationRecord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Reads runs from their rows. Not thread-safe. */
final class KeptRuns {

  private final DSLContext sql;

  KeptRuns(DSLContext sql) {
    this.sql = sql;
  }

  Optional<KeptRun> find(EvaluationId id) {
    return sql.selectFrom(REELSTATE_EVALUATION)
        .where(REELSTATE_EVALUATION.ID.eq(id.value()))
        .fetchOptional()
        .map(this::kept);
  }

  /** One run more than the query's page holds, if there are as many. */
  List<RunSummary> list(RunQuery query, Condition behind) {
    List<ReelstateEvaluationRecord> rows = sql.selectFrom(REELSTATE_EVALUATION)
        .where(matches(query), behind)
        .orderBy(REELSTATE_EVALUATION.SAVED_AT.desc(), REELSTATE_EVALUATION.ID.desc())
        .limit(query.limit() + 1)
        .fetch();
    Map<UUID, List<ReelstateEvaluationFigureRecord>> figures = overall(rows);
    return rows.stream()
        .map(row -> summary(row, figures.getOrDefault(row.getId(), List.of())))
        .toList();
  }

  private static Condition matches(RunQuery query) {
    Condition all = noCondition();
    if (query.kind() != null) {
      all = all.and(REELSTATE_EVALUATION.KIND.eq(query.kind()));
    }
    if (query.model() != null) {
      all = all.and(REELSTATE_EVALUATION.MODEL.eq(query.model()));
    }
    return query.datasetHash() == null
        ? all
        : all.and(REELSTATE_EVALUATION.DATASET_HASH.eq(query.datasetHash()));
  }

  private Map<UUID, List<ReelstateEvaluationFigureRecord>> overall(
      List<ReelstateEvaluationRecord> rows) {
    if (rows.isEmpty()) {
      return Map.of();
    }
    List<UUID> ids = rows.stream().map(ReelstateEvaluationRecord::getId).toList();
    return sql
        .selectFrom(REELSTATE_EVALUATION_FIGURE)
        .where(
            REELSTATE_EVALUATION_FIGURE.EVALUATION_ID.in(ids),
            REELSTATE_EVALUATION_FIGURE.CLASS_NUMBER.eq(EvaluationRows.OVERALL))
        .orderBy(REELSTATE_EVALUATION_FIGURE.EVALUATION_ID, REELSTATE_EVALUATION_FIGURE.NUMBER)
        .fetch()
        .stream()
        .collect(groupingBy(ReelstateEvaluationFigureRecord::getEvaluationId));
  }

  private static RunSummary summary(
      ReelstateEvaluationRecord row, List<ReelstateEvaluationFigureRecord> figures) {
    return new RunSummary(
        new EvaluationId(row.getId()),
        row.getKind(),
        model(row),
        row.getDatasetHash(),
        VideoRows.entries(row.getParameters()),
        part(figures, row.getSupport()),
        row.getEntries(),
        row.getSavedAt());
  }

  private KeptRun kept(ReelstateEvaluationRecord row) {
    Map<Integer, List<ReelstateEvaluationFigureRecord>> figures = figures(row.getId());
    EvaluationRun run = new EvaluationRun(
        new EvaluationId(row.getId()),
        row.getKind(),
        model(row),
        truth(row.getId()),
        VideoRows.entries(row.getParameters()),
        part(figures.getOrDefault(EvaluationRows.OVERALL, List.of()), row.getSupport()),
        byClass(row.getId(), figures));
    return new KeptRun(run, row.getEntries(), row.getSavedAt());
  }

  private static ModelVersion model(ReelstateEvaluationRecord row) {
    return new ModelVersion(row.getModel(), row.getModelVersion());
  }

  private Map<Integer, List<ReelstateEvaluationFigureRecord>> figures(UUID id) {
    return sql
        .selectFrom(REELSTATE_EVALUATION_FIGURE)
        .where(REELSTATE_EVALUATION_FIGURE.EVALUATION_ID.eq(id))
        .orderBy(REELSTATE_EVALUATION_FIGURE.CLASS_NUMBER, REELSTATE_EVALUATION_FIGURE.NUMBER)
        .fetch()
        .stream()
        .collect(groupingBy(ReelstateEvaluationFigureRecord::getClassNumber));
  }

  private List<TruthRef> truth(UUID id) {
    return sql.selectFrom(REELSTATE_EVALUATION_TRUTH)
        .where(REELSTATE_EVALUATION_TRUTH.EVALUATION_ID.eq(id))
        .orderBy(REELSTATE_EVALUATION_TRUTH.NUMBER)
        .fetch(row -> new TruthRef(row.getName(), row.getContentHash()));
  }

  private Map<String, RunPart> byClass(
      UUID id, Map<Integer, List<ReelstateEvaluationFigureRecord>> figures) {
    Map<String, RunPart> byClass = new HashMap<>();
    sql.selectFrom(REELSTATE_EVALUATION_CLASS)
        .where(REELSTATE_EVALUATION_CLASS.EVALUATION_ID.eq(id))
        .forEach(row -> byClass.put(
            row.getLabel(),
            part(figures.getOrDefault(row.getNumber(), List.of()), row.getSupport())));
    return byClass;
  }

  private static RunPart part(List<ReelstateEvaluationFigureRecord> rows, long support) {
    Map<String, Double> figures = new LinkedHashMap<>();
    Map<String, RunPart.Range> ranges = new HashMap<>();
    for (ReelstateEvaluationFigureRecord row : rows) {
      figures.put(row.getName(), row.getFigure() == null ? Double.NaN : row.getFigure());
      if (row.getLow() != null) {
        ranges.put(
            row.getName(), new RunPart.Range(row.getLow(), row.getHigh(), row.getConfidence()));
      }
    }
    return new RunPart(new Figures(figures), support, ranges);
  }
}
