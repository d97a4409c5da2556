package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVALUATION;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVALUATION_ENTRY;
import static org.jooq.impl.DSL.noCondition;

import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.RunQuery;
import dev.reelstate.evaluation.run.RunSummary;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEvaluationEntryRecord;
import dev.reelstate.spi.EvaluationCatalog;
import dev.reelstate.video.Page;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation runs of a {@link JdbcVideoStore}. They are only inserted and deleted, each in one
 * transaction, and take no locks. Thread-safe.
 */
final class JdbcEvaluationCatalog implements EvaluationCatalog {

  private final Transactions transactions;

  JdbcEvaluationCatalog(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public KeptRun save(EvaluationRun run, List<LedgerEntry> ledger) {
    EvaluationCatalog.check(ledger);
    List<LedgerEntry> copy = List.copyOf(ledger);
    return transactions.call(transaction -> new KeptRuns(transaction.sql())
        .find(run.id())
        .orElseGet(() -> {
          new EvaluationRows(transaction.sql(), run).insert(copy, transaction.now());
          return new KeptRun(run, copy.size(), transaction.now());
        }));
  }

  @Override
  public Optional<KeptRun> find(EvaluationId id) {
    return transactions.read(transaction -> new KeptRuns(transaction.sql()).find(id));
  }

  @Override
  public Page<RunSummary> list(RunQuery query) {
    Condition behind = query.after() == null
        ? noCondition()
        : PageCursor.parse(query.after())
            .isBefore(REELSTATE_EVALUATION.SAVED_AT, REELSTATE_EVALUATION.ID);
    List<RunSummary> found =
        transactions.read(transaction -> new KeptRuns(transaction.sql()).list(query, behind));
    boolean more = found.size() > query.limit();
    List<RunSummary> page = more ? found.subList(0, query.limit()) : found;
    return new Page<>(page, more ? cursor(page.get(page.size() - 1)) : null);
  }

  @Override
  public Page<LedgerEntry> ledger(EvaluationId id, @Nullable String after, int limit) {
    EvaluationCatalog.check(limit);
    int last = after == null ? 0 : number(after);
    List<ReelstateEvaluationEntryRecord> rows = transactions.read(transaction -> transaction
        .sql()
        .selectFrom(REELSTATE_EVALUATION_ENTRY)
        .where(
            REELSTATE_EVALUATION_ENTRY.EVALUATION_ID.eq(id.value()),
            REELSTATE_EVALUATION_ENTRY.NUMBER.gt(last))
        .orderBy(REELSTATE_EVALUATION_ENTRY.EVALUATION_ID, REELSTATE_EVALUATION_ENTRY.NUMBER)
        .limit(limit + 1)
        .fetch());
    boolean more = rows.size() > limit;
    List<ReelstateEvaluationEntryRecord> page = more ? rows.subList(0, limit) : rows;
    return new Page<>(
        page.stream().map(JdbcEvaluationCatalog::entry).toList(),
        more ? page.get(limit - 1).getNumber().toString() : null);
  }

  @Override
  public boolean delete(EvaluationId id) {
    return transactions.call(transaction -> transaction
            .sql()
            .deleteFrom(REELSTATE_EVALUATION)
            .where(REELSTATE_EVALUATION.ID.eq(id.value()))
            .execute()
        == 1);
  }

  private static String cursor(RunSummary last) {
    return new PageCursor(last.savedAt(), last.id().value()).toString();
  }

  private static int number(String cursor) {
    try {
      return Integer.parseInt(cursor);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + cursor + "\" is not a page cursor.", e);
    }
  }

  private static LedgerEntry entry(ReelstateEvaluationEntryRecord row) {
    return new LedgerEntry(
        row.getSequence(),
        row.getScene(),
        row.getDetection(),
        row.getItem(),
        row.getLabel(),
        row.getTrack(),
        Verdict.parse(row.getVerdict()),
        row.getPartner(),
        row.getOverlap());
  }
}
