package dev.reelstate.evaluation.detection;

import static java.util.Comparator.comparingDouble;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every object and every detection of one scene its verdict.
 *
 * <p>What was matched is a hit, or is ignored. The other detections are, in the order of their
 * scores: duplicates, if they lie on an object of their class; of the wrong class, if they lie on
 * one of another class, rather on one that was missed; too far off, if they touch an object of
 * their class; or on the background.
 */
final class SceneLedger {

  /** The overlap from which a detection counts as an attempt at an object. */
  static final double ATTEMPT = 0.1;

  private final Plan plan;
  private final double overlap;
  private final double score;
  private final Scene scene;
  private final Map<String, Matching> matchings;
  private final Judgement[] truth;
  private final Judgement[] found;

  SceneLedger(Plan plan, double score, Scene scene, Map<String, Matching> matchings) {
    this.plan = plan;
    this.overlap = plan.thresholds().get(plan.verdicts());
    this.score = score;
    this.scene = scene;
    this.matchings = matchings;
    this.truth = judgements(scene.truth().size(), Verdict.MISSED);
    this.found = judgements(scene.detections().size(), Verdict.IGNORED);
  }

  private static Judgement[] judgements(int count, Verdict verdict) {
    Judgement[] judgements = new Judgement[count];
    Arrays.setAll(judgements, unused -> new Judgement(verdict, Rule.NOTHING, 0));
    return judgements;
  }

  /** A verdict, with the position of the partner or {@link Rule#NOTHING}. */
  private record Judgement(Verdict verdict, int partner, double overlap) {

    LedgerEntry entry(
        int sequence,
        int scene,
        boolean detection,
        int index,
        String label,
        @Nullable String track) {
      boolean alone = partner == Rule.NOTHING;
      return new LedgerEntry(
          sequence,
          scene,
          detection,
          index,
          label,
          track,
          verdict,
          alone ? null : Integer.valueOf(partner),
          alone ? null : Double.valueOf(overlap));
    }
  }

  private record Alarm(String label, Group group, int position) {

    Candidate candidate() {
      return group.candidates().get(position);
    }
  }

  /** All verdicts, first on the objects. */
  List<LedgerEntry> entries(int sequence, int number) {
    List<Alarm> alarms = new ArrayList<>();
    matchings.forEach((label, matching) -> judge(label, matching, alarms));
    alarms.sort(comparingDouble((Alarm alarm) -> alarm.candidate().score())
        .reversed()
        .thenComparing(alarm -> alarm.candidate().index()));
    for (Alarm alarm : alarms) {
      found[alarm.candidate().index()] = judge(alarm);
    }
    List<LedgerEntry> entries = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      Annotation one = scene.truth().get(i);
      entries.add(truth[i].entry(sequence, number, false, i, one.label(), one.track()));
    }
    for (int i = 0; i < found.length; i++) {
      Detection one = scene.detections().get(i);
      entries.add(found[i].entry(sequence, number, true, i, one.label(), one.track()));
    }
    return entries;
  }

  private void judge(String label, Matching matching, List<Alarm> alarms) {
    Group group = matching.group();
    for (int target = 0; target < group.targets().size(); target++) {
      if (matching.ignored(target)) {
        truth[group.targets().get(target).index()] =
            new Judgement(Verdict.IGNORED, Rule.NOTHING, 0);
      }
    }
    for (int candidate = 0; candidate < group.candidates().size(); candidate++) {
      if (group.candidates().get(candidate).score() < score) {
        return;
      }
      if (matching.partner(candidate) != Rule.NOTHING) {
        join(matching, candidate);
      } else if (matching.isAlarm(candidate)) {
        alarms.add(new Alarm(label, group, candidate));
      }
    }
  }

  private void join(Matching matching, int candidate) {
    Group group = matching.group();
    int target = matching.partner(candidate);
    Verdict verdict = matching.ignored(target) ? Verdict.IGNORED : Verdict.HIT;
    double common = group.overlap(candidate, target);
    int object = group.targets().get(target).index();
    int detection = group.candidates().get(candidate).index();
    found[detection] = new Judgement(verdict, object, common);
    if (truth[object].partner() == Rule.NOTHING) {
      truth[object] = new Judgement(verdict, detection, common);
    }
  }

  private Judgement judge(Alarm alarm) {
    int closest = alarm.group().closest(alarm.position());
    double most = closest == Rule.NOTHING ? 0 : alarm.group().overlap(alarm.position(), closest);
    int object =
        closest == Rule.NOTHING ? closest : alarm.group().targets().get(closest).index();
    if (most >= overlap) {
      return new Judgement(Verdict.DUPLICATE, object, most);
    }
    Judgement wrongClass = wrongClass(alarm);
    if (wrongClass.partner() != Rule.NOTHING) {
      claim(alarm, wrongClass);
      return wrongClass;
    }
    return most >= ATTEMPT
        ? new Judgement(Verdict.LOW_OVERLAP, object, most)
        : new Judgement(Verdict.BACKGROUND, Rule.NOTHING, 0);
  }

  private Judgement wrongClass(Alarm alarm) {
    Judgement best = new Judgement(Verdict.WRONG_CLASS, Rule.NOTHING, 0);
    Box box = alarm.candidate().box();
    for (Matching other : matchings.values()) {
      for (int target = 0; target < other.group().targets().size(); target++) {
        if (other.group() == alarm.group() || other.ignored(target)) {
          continue;
        }
        Target one = other.group().targets().get(target);
        double common = plan.overlap().ofUnion(box, one.box());
        if (common >= overlap && isBetter(one.index(), common, best)) {
          best = new Judgement(Verdict.WRONG_CLASS, one.index(), common);
        }
      }
    }
    return best;
  }

  private boolean isBetter(int object, double common, Judgement best) {
    if (best.partner() == Rule.NOTHING || isFree(object) != isFree(best.partner())) {
      return best.partner() == Rule.NOTHING || isFree(object);
    }
    return common > best.overlap();
  }

  private boolean isFree(int object) {
    return truth[object].verdict() == Verdict.MISSED && truth[object].partner() == Rule.NOTHING;
  }

  private void claim(Alarm alarm, Judgement wrongClass) {
    if (isFree(wrongClass.partner())) {
      truth[wrongClass.partner()] =
          new Judgement(Verdict.MISSED, alarm.candidate().index(), wrongClass.overlap());
    }
  }
}
