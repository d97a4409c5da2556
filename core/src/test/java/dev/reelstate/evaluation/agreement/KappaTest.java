package dev.reelstate.evaluation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.CohenKappaAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KappaTest {

  /** Cohen, "Weighted Kappa", 1968, table 1, as frequencies of 200. */
  @Test
  void the_example_of_its_author_gives_his_number() {
    int[][] table = {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}};
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int i = 0; i < table[row][column]; i++) {
          first.add("category " + row);
          second.add("category " + column);
        }
      }
    }

    assertThat(Kappa.of(first, second).getAsDouble()).isCloseTo(0.492, within(0.0005));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void it_equals_that_of_another_library(long seed) {
    Random random = new Random(seed);
    List<String> first = labels(random);
    List<String> second = labels(random);
    CodingAnnotationStudy study = new CodingAnnotationStudy(2);
    for (int i = 0; i < first.size(); i++) {
      study.addItem(first.get(i), second.get(i));
    }

    assertThat(Kappa.of(first, second).getAsDouble())
        .isCloseTo(new CohenKappaAgreement(study).calculateAgreement(), within(1e-12));
  }

  @Test
  void perfect_agreement_is_one_and_perfect_disagreement_below_zero() {
    assertThat(Kappa.of(List.of("a", "b"), List.of("a", "b"))).hasValue(1);
    assertThat(Kappa.of(List.of("a", "b"), List.of("b", "a"))).hasValue(-1);
  }

  @Test
  void it_has_no_value_where_chance_would_agree_always() {
    assertThat(Kappa.of(List.of(), List.of())).isEmpty();
    assertThat(Kappa.of(List.of("a", "a"), List.of("a", "a"))).isEmpty();
  }

  @Test
  void both_rate_the_same_things() {
    assertThatIllegalArgumentException().isThrownBy(() -> Kappa.of(List.of("a"), List.of()));
  }

  private static List<String> labels(Random random) {
    return Stream.generate(() -> "c" + random.nextInt(4)).limit(50).toList();
  }
}
