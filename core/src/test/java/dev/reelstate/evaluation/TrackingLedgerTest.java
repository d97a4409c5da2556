package dev.reelstate.evaluation;

import static dev.reelstate.evaluation.TrackRows.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TrackingLedgerTest {

  private static final TrackingSettings SETTINGS = TrackingSettings.trackEval();
  private static final Provenance SOURCE = new Provenance(Origin.IMPORT, "test", false);

  private final Random random = new Random(17);

  @Test
  void ignored_objects_and_what_lies_on_them_count_neither_way() {
    Sequence sequence = sequence("ignored", "person", 2, TrackRows.IGNORED);

    List<LedgerEntry> ledger = Evaluation.tracking(List.of(sequence), SETTINGS).ledger();

    assertThat(ledger.stream().map(LedgerEntry::verdict))
        .containsExactly(
            Verdict.HIT,
            Verdict.IGNORED,
            Verdict.HIT,
            Verdict.IGNORED,
            Verdict.BACKGROUND,
            Verdict.HIT,
            Verdict.IGNORED,
            Verdict.HIT);
    assertThat(ledger.get(1).partner()).isEqualTo(1);
    assertThat(ledger.get(6).partner()).isNull();
  }

  @Test
  void a_false_alarm_is_explained_by_what_it_overlaps() {
    List<Annotation> truth =
        List.of(object("person", "1", 0), object("car", "2", 50), object("person", "3", 100));
    List<Detection> detections = List.of(
        found("person", "a", 0),
        found("person", "b", 1),
        found("person", "c", 51),
        found("person", "d", 106),
        found("car", "e", 200));

    List<LedgerEntry> ledger = ledger(new Scene(FrameRef.at(Duration.ZERO), truth, detections));

    assertThat(ledger.stream().map(LedgerEntry::verdict))
        .containsExactly(
            Verdict.HIT,
            Verdict.MISSED,
            Verdict.MISSED,
            Verdict.HIT,
            Verdict.DUPLICATE,
            Verdict.WRONG_CLASS,
            Verdict.LOW_OVERLAP,
            Verdict.BACKGROUND);
    assertThat(ledger.stream().map(LedgerEntry::partner))
        .containsExactly(0, 2, null, 0, 0, 1, 2, null);
    assertThat(ledger.get(6).overlap()).isCloseTo(4 / 16.0, within(1e-12));
    assertThat(ledger.get(3).track()).isEqualTo("a");
  }

  private static List<LedgerEntry> ledger(Scene scene) {
    return Evaluation.tracking(List.of(Sequence.of("one", List.of(scene))), SETTINGS)
        .ledger();
  }

  @Test
  void the_counts_of_the_ledger_sum_to_the_figures_in_any_order_of_detections() {
    for (int round = 0; round < 30; round++) {
      List<Scene> scenes = scenes();
      TrackingScore score = Evaluation.tracking(List.of(Sequence.of("one", scenes)), SETTINGS);

      assertCount(score, "TP", entry -> entry.detection() && entry.verdict() == Verdict.HIT);
      assertCount(score, "FP", entry -> entry.detection() && entry.verdict() != Verdict.HIT);
      assertCount(score, "TP", entry -> !entry.detection() && entry.verdict() == Verdict.HIT);
      assertCount(score, "FN", entry -> entry.verdict() == Verdict.MISSED);
      assertSame(score, scenes.stream().map(this::shuffled).toList());
    }
  }

  private static void assertCount(
      TrackingScore score, String figure, Predicate<LedgerEntry> counted) {
    assertThat(score.figures().get(figure))
        .hasValue((double) score.ledger().stream().filter(counted).count());
  }

  private static void assertSame(TrackingScore score, List<Scene> scenes) {
    Figures others =
        Evaluation.tracking(List.of(Sequence.of("one", scenes)), SETTINGS).figures();
    score
        .figures()
        .values()
        .forEach((name, value) ->
            assertThat(others.values().get(name)).as(name).isCloseTo(value, within(1e-9)));
  }

  private Scene shuffled(Scene scene) {
    List<Annotation> truth = new ArrayList<>(scene.truth());
    List<Detection> detections = new ArrayList<>(scene.detections());
    Collections.shuffle(truth, random);
    Collections.shuffle(detections, random);
    return new Scene(scene.frame(), truth, detections);
  }

  /** Objects that move among each other, found with gaps, switches and false alarms. */
  private List<Scene> scenes() {
    List<Scene> scenes = new ArrayList<>();
    for (int frame = 0; frame < 12; frame++) {
      List<Annotation> truth = new ArrayList<>();
      List<Detection> detections = new ArrayList<>();
      for (int object = 0; object < 6; object++) {
        double left = object * 7 + random.nextDouble() * 4;
        String label = object % 2 == 0 ? "person" : "car";
        truth.add(object(label, "t" + object, left));
        if (random.nextInt(4) > 0) {
          String track =
              "d" + (random.nextInt(5) == 0 ? object + 2 * random.nextInt(1, 9) : object);
          String seen = random.nextInt(6) == 0 ? "person" : label;
          Detection detection = found(seen, track, left + random.nextDouble() * 4);
          if (detections.stream().noneMatch(each -> track.equals(each.track()))) {
            detections.add(detection);
          }
        }
      }
      scenes.add(new Scene(FrameRef.at(Duration.ofMillis(frame)), truth, detections));
    }
    return scenes;
  }

  private static Annotation object(String label, String track, double left) {
    return Annotation.of(label, new Box(left, 0, 10, 10), SOURCE).withTrack(track);
  }

  private static Detection found(String label, String track, double left) {
    return new Detection(label, new Box(left, 0, 10, 10), 0.5, track);
  }
}
