package dev.reelstate.evaluation.events;

import dev.reelstate.evaluation.Event;
import dev.reelstate.evaluation.EventSequence;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The verdicts on the events of one sequence. A false alarm near an event of its class is a
 * duplicate. Near one of another class, it is of the wrong class, and rather charged to the first
 * missed event than to the nearest one.
 */
final class EventVerdicts {

  private static final int NONE = -1;

  private final EventSequence sequence;
  private final long tolerance;
  private final int[] detectionOf;
  private final int[] truthOf;
  private final Verdict[] events;
  private final Verdict[] detections;

  EventVerdicts(EventSequence sequence, long tolerance) {
    this.sequence = sequence;
    this.tolerance = tolerance;
    detectionOf = new int[sequence.truth().size()];
    truthOf = new int[sequence.detections().size()];
    events = new Verdict[detectionOf.length];
    detections = new Verdict[truthOf.length];
    Arrays.fill(detectionOf, NONE);
    Arrays.fill(truthOf, NONE);
    Arrays.fill(events, Verdict.MISSED);
    Arrays.fill(detections, Verdict.BACKGROUND);
  }

  void hit(int event, int detection) {
    detectionOf[event] = detection;
    truthOf[detection] = event;
    events[event] = Verdict.HIT;
    detections[detection] = Verdict.HIT;
  }

  /**
   * Explains the false alarms, once all hits are known.
   *
   * @param truth all events
   * @param byClass the events of each class
   * @param reported all detections
   */
  void explain(Timeline truth, Map<String, Timeline> byClass, Timeline reported) {
    Timeline missed = truth.where(i -> events[truth.positions()[i]] == Verdict.MISSED);
    Timeline alarms =
        reported.where(i -> detections[reported.positions()[i]] == Verdict.BACKGROUND);
    int free = 0;
    for (int i = 0; i < alarms.size(); i++) {
      int alarm = alarms.positions()[i];
      long time = alarms.nanos()[i];
      String label = sequence.detections().get(alarm).label();
      int same = byClass.getOrDefault(label, Timeline.EMPTY).nearest(time, tolerance);
      if (same != NONE) {
        charge(alarm, Verdict.DUPLICATE, same);
        continue;
      }
      while (free < missed.size() && time - missed.nanos()[free] > tolerance) {
        free++;
      }
      if (free < missed.size() && missed.nanos()[free] - time <= tolerance) {
        int event = missed.positions()[free++];
        detectionOf[event] = alarm;
        charge(alarm, Verdict.WRONG_CLASS, event);
      } else if (truth.nearest(time, tolerance) != NONE) {
        charge(alarm, Verdict.WRONG_CLASS, truth.nearest(time, tolerance));
      }
    }
  }

  private void charge(int alarm, Verdict verdict, int event) {
    detections[alarm] = verdict;
    truthOf[alarm] = event;
  }

  /** Adds all verdicts to a ledger. */
  void write(int number, List<LedgerEntry> ledger) {
    for (int i = 0; i < detectionOf.length; i++) {
      Event event = sequence.truth().get(i);
      ledger.add(entry(number, false, i, event, events[i], detectionOf[i]));
    }
    for (int i = 0; i < truthOf.length; i++) {
      Event event = sequence.detections().get(i);
      ledger.add(entry(number, true, i, event, detections[i], truthOf[i]));
    }
  }

  private LedgerEntry entry(
      int number, boolean detection, int position, Event event, Verdict verdict, int partner) {
    if (partner == NONE) {
      return new LedgerEntry(
          number, 0, detection, position, event.label(), null, verdict, null, null);
    }
    Event other =
        detection ? sequence.truth().get(partner) : sequence.detections().get(partner);
    double nearness = nearness(Math.abs(event.time().toNanos() - other.time().toNanos()));
    return new LedgerEntry(
        number, 0, detection, position, event.label(), null, verdict, partner, nearness);
  }

  /** 1 at the same time, 0 at the tolerance. */
  private double nearness(long distance) {
    return distance == 0 ? 1 : 1 - (double) distance / tolerance;
  }
}
