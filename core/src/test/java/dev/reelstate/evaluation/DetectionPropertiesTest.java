package dev.reelstate.evaluation;

import static dev.reelstate.evaluation.Images.found;
import static dev.reelstate.evaluation.Images.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Trait;
import dev.reelstate.evaluation.ledger.ConfusionMatrix;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Ledgers;
import dev.reelstate.evaluation.ledger.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectionPropertiesTest {

  private static List<Long> seeds() {
    return new Random(15).longs(60).boxed().toList();
  }

  private static List<DetectionSettings> settings() {
    return List.of(DetectionSettings.coco().withScore(0.3), DetectionSettings.voc(0.5));
  }

  private static List<Sequence> random(Random random, boolean ties) {
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      List<Annotation> truth = new ArrayList<>();
      List<Detection> detections = new ArrayList<>();
      for (int rest = random.nextInt(6); rest > 0; rest--) {
        truth.add(randomObject(random));
      }
      for (int rest = random.nextInt(10); rest > 0; rest--) {
        double score = ties ? random.nextInt(4) / 4.0 : random.nextDouble();
        detections.add(randomDetection(random, truth, score));
      }
      Scene scene = new Scene(FrameRef.at(Duration.ofSeconds(i)), truth, detections);
      sequences.add(new Sequence("video " + i, Map.of(), List.of(scene)));
    }
    return sequences;
  }

  private static Annotation randomObject(Random random) {
    Annotation object = object(
        "c" + random.nextInt(3),
        random.nextInt(60),
        random.nextInt(60),
        1 + random.nextInt(120),
        1 + random.nextInt(120));
    return switch (random.nextInt(8)) {
      case 0 -> object.withTraits(Set.of(Trait.CROWD));
      case 1 -> object.withTraits(Set.of(Trait.IGNORE));
      case 2 -> object.withArea(random.nextInt(12_000));
      default -> object;
    };
  }

  private static Detection randomDetection(Random random, List<Annotation> truth, double score) {
    if (truth.isEmpty() || random.nextInt(3) == 0) {
      return found(
          "c" + random.nextInt(3),
          random.nextInt(60),
          random.nextInt(60),
          random.nextInt(120),
          random.nextInt(120),
          score);
    }
    Annotation object = truth.get(random.nextInt(truth.size()));
    return found(
        random.nextInt(6) == 0 ? "c" + random.nextInt(3) : object.label(),
        object.box().x() + random.nextInt(3),
        object.box().y() + random.nextInt(3),
        object.box().width() + random.nextInt(10),
        object.box().height() + random.nextInt(10),
        score);
  }

  private static void assertSame(Figures figures, Figures expected) {
    assertThat(figures.values()).containsOnlyKeys(expected.values().keySet());
    expected.values().forEach((name, value) -> {
      if (value.isNaN()) {
        assertThat(figures.get(name)).as(name).isEmpty();
      } else {
        assertThat(figures.get(name).orElseThrow()).as(name).isCloseTo(value, within(1e-9));
      }
    });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agrees_with_the_definition(long seed) {
    List<Sequence> sequences = random(new Random(seed), seed % 2 == 0);
    DetectionScore score = Evaluation.detection(sequences, DetectionSettings.coco());
    score.byClass().forEach((label, figures) -> {
      SlowCoco all = new SlowCoco(sequences, label, 0, 1e10);
      assertThat(figures.get("AP").orElse(Double.NaN))
          .isCloseTo(all.averagePrecision(), within(1e-9));
      assertThat(figures.get("AR100").orElse(Double.NaN))
          .isCloseTo(all.averageRecall(), within(1e-9));
      SlowCoco medium = new SlowCoco(sequences, label, 1024, 9216);
      assertThat(figures.get("APmedium").orElse(Double.NaN))
          .isCloseTo(medium.averagePrecision(), within(1e-9));
      assertThat(figures.get("ARmedium").orElse(Double.NaN))
          .isCloseTo(medium.averageRecall(), within(1e-9));
    });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_order_of_images_and_of_detections_with_distinct_scores_changes_no_figure(long seed) {
    Random random = new Random(seed);
    List<Sequence> sequences = random(random, false);
    List<Sequence> shuffled = new ArrayList<>();
    for (Sequence sequence : sequences) {
      Scene scene = sequence.scenes().get(0);
      List<Detection> detections = new ArrayList<>(scene.detections());
      Collections.shuffle(detections, random);
      Scene other = new Scene(scene.frame(), scene.truth(), detections);
      shuffled.add(new Sequence(sequence.name(), Map.of(), List.of(other)));
    }
    Collections.shuffle(shuffled, random);
    for (DetectionSettings settings : settings()) {
      DetectionScore score = Evaluation.detection(shuffled, settings);
      DetectionScore expected = Evaluation.detection(sequences, settings);
      assertSame(score.figures(), expected.figures());
      assertThat(score.confusion()).isEqualTo(expected.confusion());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_order_of_frames_with_distinct_scores_changes_no_figure(long seed) {
    Random random = new Random(seed);
    List<Scene> frames = new ArrayList<>(
        random(random, false).stream().flatMap(one -> one.scenes().stream()).toList());
    List<Sequence> video = List.of(Sequence.of("video", frames));
    Collections.shuffle(frames, random);
    for (DetectionSettings settings : settings()) {
      assertSame(
          Evaluation.detection(List.of(Sequence.of("video", frames)), settings).figures(),
          Evaluation.detection(video, settings).figures());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_ledger_sums_to_the_figures(long seed) {
    List<Sequence> sequences = random(new Random(seed), seed % 2 == 0);
    for (DetectionSettings settings : settings()) {
      DetectionScore score = Evaluation.detection(sequences, settings);
      assertLedger(score.ledger(), score.figures());
      score
          .byClass()
          .forEach((label, figures) -> assertLedger(
              score.ledger().stream().filter(one -> one.label().equals(label)).toList(), figures));

      ConfusionMatrix matrix = score.confusion();
      int last = matrix.labels().size();
      for (int i = 0; i < last; i++) {
        Figures figures = Images.figures(score, matrix.labels().get(i));
        int column = i;
        double hits = figures.get("TP").orElseThrow();
        assertThat(matrix.counts().get(i).get(i)).isEqualTo((int) hits);
        assertThat(matrix.counts().get(i).stream().mapToInt(count -> count).sum())
            .isEqualTo((int) (hits + figures.get("FN").orElseThrow()));
        assertThat(matrix.counts().stream().mapToInt(row -> row.get(column)).sum())
            .isEqualTo((int) (hits + figures.get("FP").orElseThrow()));
        assertThat(matrix.counts().get(i)).allMatch(count -> count >= 0);
      }
    }
  }

  private static void assertLedger(List<LedgerEntry> ledger, Figures figures) {
    assertThat(ledger)
        .filteredOn(one -> one.detection() && one.verdict() == Verdict.HIT)
        .hasSize((int) figures.get("TP").orElseThrow());
    assertThat(ledger)
        .filteredOn(one -> !one.detection() && one.verdict() == Verdict.HIT)
        .hasSize((int) figures.get("TP").orElseThrow());
    assertThat(ledger).filteredOn(Ledgers::isFalseAlarm).hasSize((int)
        figures.get("FP").orElseThrow());
    assertThat(ledger).filteredOn(Ledgers::isMiss).hasSize((int)
        figures.get("FN").orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void resampling_equals_an_evaluation_of_the_multiplied_list(long seed) {
    Random random = new Random(seed);
    List<Sequence> sequences = random(random, seed % 2 == 0);
    int[] times = random.ints(sequences.size(), 0, 4).toArray();
    List<Sequence> multiplied = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      for (int copy = 0; copy < times[i]; copy++) {
        multiplied.add(Sequence.of("copy " + multiplied.size(), sequences.get(i).scenes()));
      }
    }
    for (DetectionSettings settings : settings()) {
      DetectionScore once = Evaluation.detection(sequences, settings);
      DetectionScore many = Evaluation.detection(multiplied, settings);
      assertSame(once.resampled(times), many.figures());
      many.byClass()
          .forEach((label, figures) -> assertSame(once.ofClass(label).resampled(times), figures));
    }
  }
}
