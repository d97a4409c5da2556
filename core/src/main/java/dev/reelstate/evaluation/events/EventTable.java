package dev.reelstate.evaluation.events;

import dev.reelstate.evaluation.EventSequence;
import dev.reelstate.evaluation.LatencyDistribution;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The counts and latencies of each class in each sequence, from which everything else is
 * calculated. Immutable and thread-safe.
 */
public final class EventTable {

  private final long tolerance;
  private final int[] once;
  private final SortedMap<String, EventCounts[]> counts = new TreeMap<>();
  private final SortedMap<String, Offsets> offsets = new TreeMap<>();
  private final Offsets allOffsets;
  private final List<LedgerEntry> ledger;

  /**
   * Matches the events of each sequence, class by class.
   *
   * @param tolerance in nanoseconds, inclusive
   */
  public EventTable(List<EventSequence> sequences, long tolerance) {
    this.tolerance = tolerance;
    this.once = new int[sequences.size()];
    Arrays.fill(once, 1);
    SortedMap<String, Hits> hits = new TreeMap<>();
    List<LedgerEntry> entries = new ArrayList<>();
    for (int number = 0; number < sequences.size(); number++) {
      EventVerdicts verdicts = new EventVerdicts(sequences.get(number), tolerance);
      match(number, sequences.get(number), verdicts, hits);
      verdicts.write(number, entries);
    }
    hits.forEach((label, each) -> offsets.put(label, each.sorted()));
    Hits all = new Hits();
    hits.values().forEach(all::addAll);
    this.allOffsets = all.sorted();
    this.ledger = Collections.unmodifiableList(entries);
  }

  private void match(
      int number, EventSequence sequence, EventVerdicts verdicts, Map<String, Hits> hits) {
    Timeline truth = Timeline.of(sequence.truth());
    Timeline detections = Timeline.of(sequence.detections());
    Map<String, Timeline> truthByClass = truth.byClass(sequence.truth());
    Map<String, Timeline> detectionsByClass = detections.byClass(sequence.detections());
    TreeSet<String> labels = new TreeSet<>(truthByClass.keySet());
    labels.addAll(detectionsByClass.keySet());
    for (String label : labels) {
      Timeline happened = truthByClass.getOrDefault(label, Timeline.EMPTY);
      Timeline reported = detectionsByClass.getOrDefault(label, Timeline.EMPTY);
      Hits ofClass = hits.computeIfAbsent(label, first -> new Hits());
      int before = ofClass.size();
      match(number, happened, reported, verdicts, ofClass);
      long tp = (long) ofClass.size() - before;
      counts.computeIfAbsent(label, first -> none())[number] =
          new EventCounts(tp, reported.size() - tp, happened.size() - tp);
    }
    verdicts.explain(truth, truthByClass, detections);
  }

  private EventCounts[] none() {
    EventCounts[] none = new EventCounts[once.length];
    Arrays.fill(none, EventCounts.NONE);
    return none;
  }

  private void match(
      int number, Timeline truth, Timeline detections, EventVerdicts verdicts, Hits hits) {
    int[] detectionOf = TimeMatching.match(truth.nanos(), detections.nanos(), tolerance);
    for (int i = 0; i < detectionOf.length; i++) {
      int detection = detectionOf[i];
      if (detection >= 0) {
        hits.add(number, detections.nanos()[detection] - truth.nanos()[i]);
        verdicts.hit(truth.positions()[i], detections.positions()[detection]);
      }
    }
  }

  /** The labels of the classes, sorted. */
  public Iterable<String> labels() {
    return counts.keySet();
  }

  /** The verdicts, by sequence and position. */
  public List<LedgerEntry> ledger() {
    return ledger;
  }

  /** A one for each sequence. */
  public int[] once() {
    return once.clone();
  }

  /** The counts of all classes, if each sequence occurred so many times. */
  public EventCounts counts(int[] times) {
    EventCounts sum = EventCounts.NONE;
    for (String label : counts.keySet()) {
      sum = sum.plus(counts(label, times), 1);
    }
    return sum;
  }

  /** The counts of one class, if each sequence occurred so many times. */
  public EventCounts counts(String label, int[] times) {
    EventCounts sum = EventCounts.NONE;
    EventCounts[] bySequence = counts.getOrDefault(label, none());
    for (int sequence = 0; sequence < times.length; sequence++) {
      sum = sum.plus(bySequence[sequence], times[sequence]);
    }
    return sum;
  }

  /** How late all hits are. */
  public Offsets offsets() {
    return allOffsets;
  }

  /** How late the hits of one class are. */
  public Offsets offsets(String label) {
    return offsets.getOrDefault(label, new Hits().sorted());
  }

  /** The distribution of latencies if each sequence occurs once. */
  public LatencyDistribution distribution(Offsets ofHits) {
    return ofHits.distribution(once, tolerance);
  }
}
