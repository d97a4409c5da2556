package dev.reelstate.spi;

import dev.reelstate.StoredText;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.RunQuery;
import dev.reelstate.evaluation.run.RunSummary;
import dev.reelstate.video.Page;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation runs that are kept, so that later ones can be compared with them. A run never
 * changes. It refers to truth by hash, and so outlives the videos. Thread-safe.
 */
public interface EvaluationCatalog {

  /** The maximum number of entries on a page of a ledger. */
  int MOST_ENTRIES = 10_000;

  /**
   * Saves a run with its ledger, of any length. If there is a run with this identity already,
   * nothing changes, so a call whose answer was lost can be made again.
   *
   * @param ledger the verdicts behind the figures, in the order in which they will be read; the
   *     labels and tracks must be {@linkplain StoredText text that stores can keep}
   * @return the run that is kept under this identity
   * @throws IllegalArgumentException if an entry has a text that stores cannot keep
   */
  KeptRun save(EvaluationRun run, List<LedgerEntry> ledger);

  /** A run, or empty if there is none with this identity. */
  Optional<KeptRun> find(EvaluationId id);

  /**
   * Lists runs, latest first.
   *
   * @throws IllegalArgumentException if the cursor is none
   */
  Page<RunSummary> list(RunQuery query);

  /**
   * Reads the ledger of a run in pages, in its order.
   *
   * @param after the cursor of the previous page, or null for the first page
   * @param limit the maximum number of entries on the page, 1 to {@value #MOST_ENTRIES}
   * @return the page, which is empty if there is no such run
   * @throws IllegalArgumentException if the cursor is none, or the limit out of range
   */
  Page<LedgerEntry> ledger(EvaluationId id, @Nullable String after, int limit);

  /**
   * Deletes a run with its ledger.
   *
   * @return whether there was one
   */
  boolean delete(EvaluationId id);

  /**
   * Checks a ledger, for those who implement {@link #save}.
   *
   * @throws IllegalArgumentException if a label or track is text that stores cannot keep
   */
  static void check(List<LedgerEntry> ledger) {
    Set<String> checked = new HashSet<>();
    for (LedgerEntry entry : ledger) {
      if (checked.add(entry.label())) {
        StoredText.text("the class", entry.label());
      }
      if (entry.track() != null && checked.add(entry.track())) {
        StoredText.text("the track", entry.track());
      }
    }
  }

  /**
   * Checks the size of a page, for those who implement {@link #ledger}.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  static void check(int limit) {
    if (limit < 1 || limit > MOST_ENTRIES) {
      throw new IllegalArgumentException(
          "A page holds 1 to " + MOST_ENTRIES + " entries, not " + limit + ".");
    }
  }
}
