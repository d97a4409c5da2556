package dev.reelstate.evaluation.run;

import java.time.Instant;

/**
 * A run as a store keeps it. Immutable and thread-safe.
 *
 * @param run the run
 * @param entries how many entries its ledger has
 * @param savedAt when it was saved, by the store's clock
 */
public record KeptRun(EvaluationRun run, long entries, Instant savedAt) {}
