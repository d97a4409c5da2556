package dev.reelstate.evaluation.ledger;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions to the ledger of an evaluation, whatever its kind. Pure functions, thread-safe. */
public final class Ledgers {

  private Ledgers() {}

  /**
   * The errors on one frame.
   *
   * @param sequence the position of its sequence, from 0
   * @param scene its position in the sequence, from 0
   * @param missed how many objects nothing has found
   * @param falseAlarms how many detections are false
   */
  public record FrameErrors(int sequence, int scene, int missed, int falseAlarms) {

    /** All errors. */
    public int total() {
      return missed + falseAlarms;
    }

    private FrameErrors plus(LedgerEntry entry) {
      boolean alarm = isFalseAlarm(entry);
      return new FrameErrors(
          sequence, scene, missed + (alarm ? 0 : 1), falseAlarms + (alarm ? 1 : 0));
    }
  }

  /**
   * An object that was taken for one of another class.
   *
   * @param truth the object, missed
   * @param detection the detection, of the wrong class
   */
  public record Confusion(LedgerEntry truth, LedgerEntry detection) {}

  /**
   * The false alarms by their cause, each in the order of the ledger.
   *
   * @param misclassified on an object of another class
   * @param hallucinated where no object is
   * @param duplicate on an object that another detection has found
   * @param misplaced on an object, but not well enough
   */
  public record FalseAlarms(
      List<LedgerEntry> misclassified,
      List<LedgerEntry> hallucinated,
      List<LedgerEntry> duplicate,
      List<LedgerEntry> misplaced) {}

  /** Whether a detection counts as false. */
  public static boolean isFalseAlarm(LedgerEntry entry) {
    return entry.detection()
        && entry.verdict() != Verdict.HIT
        && entry.verdict() != Verdict.IGNORED;
  }

  /** Whether an object counts as not found. */
  public static boolean isMiss(LedgerEntry entry) {
    return !entry.detection() && entry.verdict() == Verdict.MISSED;
  }

  /**
   * The frames with the most errors, worst first, equal ones in their order; none without errors.
   *
   * @param most how many at most
   */
  public static List<FrameErrors> worstFrames(List<LedgerEntry> ledger, int most) {
    Map<List<Integer>, FrameErrors> frames = new LinkedHashMap<>();
    for (LedgerEntry entry : ledger) {
      if (isMiss(entry) || isFalseAlarm(entry)) {
        FrameErrors none = new FrameErrors(entry.sequence(), entry.scene(), 0, 0);
        frames.merge(
            List.of(entry.sequence(), entry.scene()),
            none.plus(entry),
            (errors, unused) -> errors.plus(entry));
      }
    }
    return frames.values().stream()
        .sorted(comparingInt(FrameErrors::total).reversed())
        .limit(most)
        .toList();
  }

  /** The objects that were taken for one of another class, in the order of the ledger. */
  public static List<Confusion> confusions(List<LedgerEntry> ledger) {
    Map<List<Integer>, LedgerEntry> wrong = new LinkedHashMap<>();
    for (LedgerEntry entry : ledger) {
      if (entry.detection() && entry.verdict() == Verdict.WRONG_CLASS) {
        wrong.put(List.of(entry.sequence(), entry.scene(), entry.index()), entry);
      }
    }
    List<Confusion> confusions = new ArrayList<>();
    for (LedgerEntry entry : ledger) {
      Integer partner = entry.partner();
      if (isMiss(entry) && partner != null) {
        LedgerEntry other = wrong.get(List.of(entry.sequence(), entry.scene(), partner));
        if (other != null) {
          confusions.add(new Confusion(entry, other));
        }
      }
    }
    return confusions;
  }

  /** The objects of one class that were taken for another one, in the order of the ledger. */
  public static List<Confusion> confusions(
      List<LedgerEntry> ledger, String truth, String detection) {
    return confusions(ledger).stream()
        .filter(one -> one.truth().label().equals(truth))
        .filter(one -> one.detection().label().equals(detection))
        .toList();
  }

  /** The false alarms, divided by their cause. */
  public static FalseAlarms falseAlarms(List<LedgerEntry> ledger) {
    return new FalseAlarms(
        detections(ledger, Verdict.WRONG_CLASS),
        detections(ledger, Verdict.BACKGROUND),
        detections(ledger, Verdict.DUPLICATE),
        detections(ledger, Verdict.LOW_OVERLAP));
  }

  private static List<LedgerEntry> detections(List<LedgerEntry> ledger, Verdict verdict) {
    return ledger.stream()
        .filter(LedgerEntry::detection)
        .filter(entry -> entry.verdict() == verdict)
        .toList();
  }
}
