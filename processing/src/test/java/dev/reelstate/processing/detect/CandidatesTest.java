package dev.reelstate.processing.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome.Found;
import dev.reelstate.detection.DetectionOutcome.None;
import dev.reelstate.detection.DetectionSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandidatesTest {

  private static final Candidates HALF = new Candidates(Map.of(), 0.3, 0.5, 1);

  @Test
  void the_best_of_what_overlaps_within_a_class_remains() {
    Detection best = new Detection("cat", new Box(0, 0, 10, 10), 0.9);
    Detection same = new Detection("cat", new Box(1, 0, 10, 10), 0.8);
    Detection dog = new Detection("dog", new Box(0, 0, 10, 10), 0.7);
    Detection apart = new Detection("cat", new Box(6, 0, 10, 10), 0.6);
    Detection doubtful = new Detection("cat", new Box(50, 0, 10, 10), 0.29);

    assertThat(HALF.outcome(List.of(doubtful, apart, dog, same, best)))
        .isEqualTo(new Found(List.of(best, dog, apart)));
    assertThat(HALF.outcome(List.of(doubtful))).isEqualTo(new None());
  }

  /** What is suppressed suppresses nothing itself: a chain of neighbours does not collapse. */
  @Test
  void what_has_gone_takes_nothing_with_it() {
    Detection first = new Detection("cat", new Box(0, 0, 10, 10), 0.9);
    Detection middle = new Detection("cat", new Box(3, 0, 10, 10), 0.8);
    Detection last = new Detection("cat", new Box(6, 0, 10, 10), 0.7);

    assertThat(HALF.outcome(List.of(last, middle, first)))
        .isEqualTo(new Found(List.of(first, last)));
  }

  @Test
  void the_order_of_raw_detections_makes_no_difference() {
    Random random = new Random(16);
    List<Detection> raw = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Box box = new Box(random.nextInt(30), random.nextInt(30), 10, 5 + random.nextInt(10));
      raw.add(new Detection("cat", box, random.nextInt(5) / 4.0));
    }
    List<Detection> shuffled = new ArrayList<>(raw);
    Collections.shuffle(shuffled, random);

    assertThat(HALF.outcome(shuffled)).isEqualTo(HALF.outcome(raw)).isInstanceOf(Found.class);
  }

  @Test
  void the_overlap_is_intersection_over_union() {
    Box box = new Box(0, 0, 10, 10);

    assertThat(Candidates.overlap(box, new Box(5, 0, 10, 10))).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(Candidates.overlap(box, box)).isEqualTo(1);
    assertThat(Candidates.overlap(box, new Box(10, 0, 10, 10))).isZero();
    assertThat(Candidates.overlap(box, new Box(5, 5, 0, 0))).isZero();
  }

  @Test
  void a_part_of_a_larger_one_is_nobody_however_high_its_score() {
    Detection whole = new Detection("cat", new Box(0, 0, 10, 10), 0.5);
    Detection head = new Detection("cat", new Box(2, -1, 3, 3), 0.9);
    Detection toy = new Detection("dog", new Box(2, 2, 3, 3), 0.8);
    Detection neighbour = new Detection("cat", new Box(9, 0, 5, 5), 0.7);

    assertThat(new Candidates(Map.of(), 0, 0.5, 0.5).outcome(List.of(whole, head, toy, neighbour)))
        .isEqualTo(new Found(List.of(toy, neighbour, whole)));
  }

  @Test
  void a_specification_overrides_defaults_and_chooses_classes() {
    DetectionSpec spec = DetectionSpec.of("any").withMinScore(0.1).withLabels(Map.of("cat", "pet"));

    Candidates candidates = Candidates.of(spec, 0.5, 0.4, 1);

    assertThat(candidates.minScore()).isEqualTo(0.1);
    assertThat(candidates.maxOverlap()).isEqualTo(0.4);
    assertThat(candidates.label("cat")).contains("pet");
    assertThat(candidates.label("dog")).isEmpty();
    assertThat(HALF.label("dog")).contains("dog");
  }
}
