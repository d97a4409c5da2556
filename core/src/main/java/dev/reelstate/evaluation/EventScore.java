package dev.reelstate.evaluation;

import dev.reelstate.evaluation.events.EventFigures;
import dev.reelstate.evaluation.events.EventTable;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well events were found in time. Immutable and thread-safe.
 *
 * <p>Ratios are from 0 to 1. {@code latencyMean}, {@code latencyMedian}, {@code latencyP90},
 * {@code latencyP95} and {@code latencyP99} are in milliseconds, negative if detections come before
 * their events. In the ledger, each sequence has one scene, and the overlap is 1 at the same time
 * and falls to 0 at the tolerance.
 */
public final class EventScore implements Scored {

  private final Map<String, String> parameters;
  private final List<String> sequences;
  private final EventTable table;
  private final Map<String, Figures> byClass;
  private final Map<String, LatencyDistribution> latencyByClass;

  EventScore(EventSettings settings, Slice slice, List<EventSequence> sequences) {
    this.parameters = slice.describe(settings.parameters());
    this.sequences = sequences.stream().map(EventSequence::name).toList();
    this.table = new EventTable(sequences, settings.tolerance().toNanos());
    Map<String, Figures> figures = new TreeMap<>();
    Map<String, LatencyDistribution> latency = new TreeMap<>();
    int[] once = table.once();
    for (String label : table.labels()) {
      figures.put(label, EventFigures.of(table.counts(label, once), table.offsets(label), once));
      latency.put(label, table.distribution(table.offsets(label)));
    }
    this.byClass = Collections.unmodifiableMap(figures);
    this.latencyByClass = Collections.unmodifiableMap(latency);
  }

  @Override
  public String kind() {
    return "events";
  }

  @Override
  public Map<String, String> parameters() {
    return parameters;
  }

  @Override
  public Figures figures() {
    return resampled(table.once());
  }

  @Override
  public Map<String, Figures> byClass() {
    return byClass;
  }

  @Override
  public long support() {
    var counts = table.counts(table.once());
    return counts.tp() + counts.fn();
  }

  @Override
  public List<LedgerEntry> ledger() {
    return table.ledger();
  }

  @Override
  public List<String> sequences() {
    return sequences;
  }

  @Override
  public Figures resampled(int[] times) {
    Times.requireOneForEach(sequences.size(), times);
    return EventFigures.of(table.counts(times), table.offsets(), times);
  }

  @Override
  public Figures resampled(String label, int[] times) {
    Times.requireOneForEach(sequences.size(), times);
    if (!byClass.containsKey(label)) {
      throw new IllegalArgumentException("There is no class \"" + label + "\".");
    }
    return EventFigures.of(table.counts(label, times), table.offsets(label), times);
  }

  /** How late the hits of all classes are. */
  public LatencyDistribution latency() {
    return table.distribution(table.offsets());
  }

  /** How late the hits of each class are, by its label, sorted. */
  public Map<String, LatencyDistribution> latencyByClass() {
    return latencyByClass;
  }
}
