package dev.reelstate.processing.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a conversion could not keep, by kind, in the order in which it was noticed. Immutable and
 * thread-safe.
 *
 * @param losses the kinds of losses, each once
 */
public record LossReport(List<Loss> losses) {

  private static final LossReport NONE = new LossReport(List.of());

  /** Copies the list. */
  public LossReport {
    losses = List.copyOf(losses);
  }

  /** The report that lists nothing. */
  public static LossReport none() {
    return NONE;
  }

  /** Whether everything was kept. */
  public boolean isEmpty() {
    return losses.isEmpty();
  }

  /** The loss of one kind, or empty if nothing of that kind was lost. */
  public Optional<Loss> find(String kind) {
    return losses.stream().filter(loss -> loss.kind().equals(kind)).findFirst();
  }

  /** This report and what came after it, with the counts of the same kind added up. */
  public LossReport plus(LossReport later) {
    Builder both = new Builder();
    losses.forEach(both::add);
    later.losses.forEach(both::add);
    return both.build();
  }

  /** One loss per line; empty if there is none. */
  @Override
  public String toString() {
    return losses.stream().map(Loss::toString).collect(Collectors.joining("\n"));
  }

  /** Counts losses. Not thread-safe. */
  public static final class Builder {

    private final Map<String, Loss> losses = new LinkedHashMap<>();

    /** An empty report. */
    public Builder() {}

    /**
     * Counts one loss.
     *
     * @param kind what was lost; there should be few kinds
     * @param example names it; asked only for the first of its kind
     */
    public void add(String kind, Supplier<String> example) {
      Loss known = losses.get(kind);
      losses.put(
          kind,
          known == null
              ? new Loss(kind, 1, example.get())
              : new Loss(kind, known.count() + 1, known.first()));
    }

    private void add(Loss more) {
      losses.merge(
          more.kind(), more, (a, b) -> new Loss(a.kind(), a.count() + b.count(), a.first()));
    }

    /** What was counted until now. */
    public LossReport build() {
      return losses.isEmpty() ? NONE : new LossReport(new ArrayList<>(losses.values()));
    }
  }
}
