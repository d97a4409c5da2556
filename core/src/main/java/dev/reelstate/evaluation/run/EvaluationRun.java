package dev.reelstate.evaluation.run;

import dev.reelstate.Sha256;
import dev.reelstate.StoredText;
import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * An evaluation as it is kept: which model was scored against which truth, how, and with what
 * result. Immutable and thread-safe.
 *
 * @param id the run's identity
 * @param kind the kind of evaluation, such as {@code detection}; a {@linkplain StoredText word}
 * @param model the model
 * @param truth the truth of each sequence, in the order in which the ledger counts them; each name
 *     occurs once
 * @param parameters the parameters by name, as they were used
 * @param overall the result over everything
 * @param byClass the result for each class, by its label, always sorted
 */
public record EvaluationRun(
    EvaluationId id,
    String kind,
    ModelVersion model,
    List<TruthRef> truth,
    Map<String, String> parameters,
    RunPart overall,
    Map<String, RunPart> byClass) {

  /**
   * Copies the collections and sorts the classes.
   *
   * @throws IllegalArgumentException if the kind is blank, a sequence occurs twice, or a text is
   *     one that no store can keep
   */
  public EvaluationRun {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(overall, "overall");
    if (StoredText.word("the kind", kind).isBlank()) {
      throw new IllegalArgumentException("An evaluation needs a kind.");
    }
    truth = List.copyOf(truth);
    parameters = Map.copyOf(parameters);
    byClass = Collections.unmodifiableMap(new TreeMap<>(byClass));
    requireDifferentNames(truth);
    parameters.forEach((name, value) -> {
      StoredText.text("the parameter's name", name);
      StoredText.text("the parameter " + name, value);
    });
    byClass.keySet().forEach(label -> StoredText.text("the class", label));
  }

  /**
   * A new run from the result of an evaluation, without ranges.
   *
   * @param truthHashes the hash of each sequence's truth, by the name of the sequence
   * @throws IllegalArgumentException if a sequence has no hash, or as the constructor says
   */
  public static EvaluationRun of(
      ModelVersion model, Scored scored, Map<String, String> truthHashes) {
    Map<String, Long> support = new HashMap<>();
    for (LedgerEntry entry : scored.ledger()) {
      if (!entry.detection() && entry.verdict() != Verdict.IGNORED) {
        support.merge(entry.label(), 1L, Long::sum);
      }
    }
    Map<String, RunPart> byClass = new HashMap<>();
    scored
        .byClass()
        .forEach((label, figures) ->
            byClass.put(label, RunPart.of(figures, support.getOrDefault(label, 0L))));
    return new EvaluationRun(
        EvaluationId.create(),
        scored.kind(),
        model,
        scored.sequences().stream().map(name -> truthRef(name, truthHashes)).toList(),
        scored.parameters(),
        RunPart.of(scored.figures(), scored.support()),
        byClass);
  }

  /** A copy with ranges of the overall figures, by the names of the figures. */
  public EvaluationRun withRanges(Map<String, RunPart.Range> ranges) {
    return new EvaluationRun(
        id, kind, model, truth, parameters, overall.withRanges(ranges), byClass);
  }

  /**
   * Identifies all truth that was scored against: SHA-256 over names and hashes of the sequences,
   * in whatever order, as 64 lower-case hexadecimal digits.
   */
  public String datasetHash() {
    MessageDigest digest = Sha256.digest();
    truth.stream().sorted(Comparator.comparing(TruthRef::sequence)).forEach(one -> {
      digest.update(counted(one.sequence()));
      digest.update(counted(one.contentHash()));
    });
    return Sha256.text(digest);
  }

  /**
   * Why the figures of this run and of another one cannot be compared, one sentence for each
   * reason; empty if they can. The models may differ.
   */
  public List<String> differencesFrom(EvaluationRun other) {
    List<String> reasons = new ArrayList<>();
    if (!kind.equals(other.kind)) {
      reasons.add("One is an evaluation of " + kind + ", the other of " + other.kind + ".");
    }
    if (!datasetHash().equals(other.datasetHash())) {
      reasons.add(truthDifference(other));
    }
    Set<String> names = new HashSet<>(parameters.keySet());
    names.addAll(other.parameters.keySet());
    names.stream()
        .sorted()
        .filter(name -> !Objects.equals(parameters.get(name), other.parameters.get(name)))
        .forEach(name -> reasons.add("The parameter " + name + " is " + parameter(name)
            + " in one and " + other.parameter(name) + " in the other."));
    return reasons;
  }

  private String parameter(String name) {
    return parameters.getOrDefault(name, "absent");
  }

  private String truthDifference(EvaluationRun other) {
    Set<TruthRef> both = new HashSet<>(truth);
    both.retainAll(new HashSet<>(other.truth));
    return "They were scored against different truth: of " + truth.size() + " and "
        + other.truth.size() + " sequences, " + both.size() + " have the same.";
  }

  private static TruthRef truthRef(String sequence, Map<String, String> hashes) {
    String hash = hashes.get(sequence);
    if (hash == null) {
      throw new IllegalArgumentException(
          "The sequence \"" + sequence + "\" needs the hash of its truth.");
    }
    return new TruthRef(sequence, hash);
  }

  private static void requireDifferentNames(List<TruthRef> truth) {
    Set<String> names = new HashSet<>();
    for (TruthRef one : truth) {
      if (!names.add(one.sequence())) {
        throw new IllegalArgumentException("The sequence \"" + one.sequence() + "\" occurs twice.");
      }
    }
  }

  private static byte[] counted(String text) {
    return (text.length() + ":" + text).getBytes(StandardCharsets.UTF_8);
  }
}
