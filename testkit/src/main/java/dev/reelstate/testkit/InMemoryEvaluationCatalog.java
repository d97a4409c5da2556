package dev.reelstate.testkit;

import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.RunQuery;
import dev.reelstate.evaluation.run.RunSummary;
import dev.reelstate.spi.EvaluationCatalog;
import dev.reelstate.video.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The evaluation runs of an {@link InMemoryVideoStore}. Thread-safe. */
final class InMemoryEvaluationCatalog implements EvaluationCatalog {

  private static final Pattern RUN_CURSOR = Pattern.compile("\\d{19}_[0-9a-f-]{36}");
  private static final Pattern LEDGER_CURSOR = Pattern.compile("\\d{1,9}");

  private final InMemoryVideoStore store;
  private final Map<EvaluationId, Entry> entries = new HashMap<>(); // within transactions only

  private record Entry(KeptRun kept, List<LedgerEntry> ledger) {}

  InMemoryEvaluationCatalog(InMemoryVideoStore store) {
    this.store = store;
  }

  @Override
  public KeptRun save(EvaluationRun run, List<LedgerEntry> ledger) {
    EvaluationCatalog.check(ledger);
    List<LedgerEntry> copy = List.copyOf(ledger);
    return store.transact(transaction -> entries
        .computeIfAbsent(
            run.id(), id -> new Entry(new KeptRun(run, copy.size(), transaction.now), copy))
        .kept());
  }

  @Override
  public Optional<KeptRun> find(EvaluationId id) {
    return store.transact(transaction -> Optional.ofNullable(entries.get(id)).map(Entry::kept));
  }

  @Override
  public Page<RunSummary> list(RunQuery query) {
    String after = checked(RUN_CURSOR, query.after());
    List<RunSummary> found = store.transact(transaction -> entries.values().stream()
        .map(entry -> RunSummary.of(entry.kept()))
        .filter(run -> matches(query, run))
        .filter(run -> after == null || cursor(run).compareTo(after) < 0)
        .sorted(Comparator.comparing(InMemoryEvaluationCatalog::cursor).reversed())
        .toList());
    boolean more = found.size() > query.limit();
    List<RunSummary> page = more ? found.subList(0, query.limit()) : found;
    return new Page<>(page, more ? cursor(page.get(page.size() - 1)) : null);
  }

  @Override
  public Page<LedgerEntry> ledger(EvaluationId id, @Nullable String after, int limit) {
    EvaluationCatalog.check(limit);
    String cursor = checked(LEDGER_CURSOR, after);
    List<LedgerEntry> all = store.transact(transaction -> {
      Entry entry = entries.get(id);
      return entry == null ? List.of() : entry.ledger();
    });
    int from = Math.min(cursor == null ? 0 : Integer.parseInt(cursor), all.size());
    int to = Math.min(from + limit, all.size());
    return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
  }

  @Override
  public boolean delete(EvaluationId id) {
    return store.transact(transaction -> entries.remove(id) != null);
  }

  private static boolean matches(RunQuery query, RunSummary run) {
    return (query.kind() == null || query.kind().equals(run.kind()))
        && (query.model() == null || query.model().equals(run.model().name()))
        && (query.datasetHash() == null || query.datasetHash().equals(run.datasetHash()));
  }

  /** Sorts like the runs: by the zero-padded time, then by the identity. */
  private static String cursor(RunSummary run) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, run.savedAt());
    return "%019d_%s".formatted(micros, run.id());
  }

  private static @Nullable String checked(Pattern form, @Nullable String cursor) {
    if (cursor != null && !form.matcher(cursor).matches()) {
      throw new IllegalArgumentException("\"" + cursor + "\" is not a page cursor.");
    }
    return cursor;
  }
}
