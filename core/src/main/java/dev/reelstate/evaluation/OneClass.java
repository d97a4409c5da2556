package dev.reelstate.evaluation;

import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One class of an evaluation.
 *
 * @param all the evaluation
 * @param label the class
 */
record OneClass(Scored all, String label) implements Scored {

  OneClass {
    if (!all.byClass().containsKey(label)) {
      throw noSuchClass(label);
    }
  }

  private static IllegalArgumentException noSuchClass(String label) {
    return new IllegalArgumentException("There is no class \"" + label + "\".");
  }

  @Override
  public String kind() {
    return all.kind();
  }

  @Override
  public Map<String, String> parameters() {
    return all.parameters();
  }

  @Override
  public Figures figures() {
    return Objects.requireNonNull(all.byClass().get(label));
  }

  @Override
  public Map<String, Figures> byClass() {
    return Map.of(label, figures());
  }

  @Override
  public long support() {
    return ledger().stream()
        .filter(entry -> !entry.detection() && entry.verdict() != Verdict.IGNORED)
        .count();
  }

  @Override
  public List<LedgerEntry> ledger() {
    return all.ledger().stream().filter(entry -> entry.label().equals(label)).toList();
  }

  @Override
  public List<String> sequences() {
    return all.sequences();
  }

  @Override
  public Figures resampled(int[] times) {
    return all.resampled(label, times);
  }

  @Override
  public Figures resampled(String one, int[] times) {
    if (!one.equals(label)) {
      throw noSuchClass(one);
    }
    return resampled(times);
  }
}
