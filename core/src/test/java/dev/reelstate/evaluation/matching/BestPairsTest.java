package dev.reelstate.evaluation.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BestPairsTest {

  private final SplittableRandom random = new SplittableRandom(9);

  @Test
  void two_lighter_pairs_may_outweigh_a_heavier_one() {
    Pairs pairs = new Pairs(2, 2);
    pairs.add(0, 0, 1.0);
    pairs.add(0, 1, 0.8);
    pairs.add(1, 0, 0.7);

    assertThat(BestPairs.choose(pairs, pairs.values())).containsExactly(1, 2);
  }

  @Test
  void a_pair_without_weight_is_not_chosen() {
    Pairs pairs = new Pairs(2, 1);
    pairs.add(0, 0, 0.3);
    pairs.add(1, 0, 0.4);

    assertThat(BestPairs.choose(pairs, new double[] {0, 0.4})).containsExactly(-1, 1);
    assertThat(BestPairs.choose(pairs, new double[] {0, 0})).containsExactly(-1, -1);
  }

  @Test
  void clusters_give_the_total_of_the_whole() {
    for (int round = 0; round < 200; round++) {
      Pairs small = new Pairs(8, 8);
      Pairs large = new Pairs(2_000, 2_000);
      for (int row = 0; row < 8; row++) {
        for (int column = 0; column < 8; column++) {
          if (random.nextInt(4) == 0) {
            double weight = random.nextDouble();
            small.add(row, column, weight);
            large.add(row * 200, column * 100, weight);
          }
        }
      }

      assertThat(total(large)).isCloseTo(total(small), within(1e-9));
    }
  }

  private static double total(Pairs pairs) {
    double total = 0;
    for (int pair : BestPairs.choose(pairs, pairs.values())) {
      total += pair < 0 ? 0 : pairs.value(pair);
    }
    return total;
  }
}
