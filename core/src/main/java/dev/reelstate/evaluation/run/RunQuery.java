package dev.reelstate.evaluation.run;

import dev.reelstate.StoredText;
import org.jspecify.annotations.Nullable;

/**
 * Which kept runs to list. All conditions must hold. Pages run from the latest run to the first,
 * and stay stable while runs are saved. Immutable and thread-safe.
 *
 * @param kind only those of this kind, or null for all
 * @param model only those of the model of this name, in any version, or null for all
 * @param datasetHash only those against exactly this truth, or null for all
 * @param after the cursor of the previous page, or null for the first page
 * @param limit the maximum number of runs on the page, 1 to 1000
 */
public record RunQuery(
    @Nullable String kind,
    @Nullable String model,
    @Nullable String datasetHash,
    @Nullable String after,
    int limit) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a text is one that {@linkplain StoredText no store can
   *     keep}, or the limit is out of range
   */
  public RunQuery {
    if (kind != null) {
      StoredText.word("the kind", kind);
    }
    if (model != null) {
      StoredText.word("the model's name", model);
    }
    if (datasetHash != null) {
      StoredText.word("the hash of the truth", datasetHash);
    }
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("A page holds 1 to 1000 runs, not " + limit + ".");
    }
  }

  /** The latest 100 runs. */
  public static RunQuery all() {
    return new RunQuery(null, null, null, null, 100);
  }

  /** A copy for one kind of evaluation. */
  public RunQuery withKind(String newKind) {
    return new RunQuery(newKind, model, datasetHash, after, limit);
  }

  /** A copy for one model. */
  public RunQuery withModel(String name) {
    return new RunQuery(kind, name, datasetHash, after, limit);
  }

  /** A copy for runs against exactly this truth. */
  public RunQuery withDatasetHash(String hash) {
    return new RunQuery(kind, model, hash, after, limit);
  }

  /** A copy that continues after a page. */
  public RunQuery withAfter(@Nullable String cursor) {
    return new RunQuery(kind, model, datasetHash, cursor, limit);
  }

  /** A copy with another size of the page. */
  public RunQuery withLimit(int most) {
    return new RunQuery(kind, model, datasetHash, after, most);
  }
}
