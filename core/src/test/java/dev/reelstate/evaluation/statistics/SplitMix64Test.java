package dev.reelstate.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

  @Test
  void the_numbers_are_those_of_the_algorithm() {
    SplitMix64 random = new SplitMix64(1234567);
    SplittableRandom reference = new SplittableRandom(1234567);

    assertThat(random.next()).isEqualTo(6457827717110365317L).isEqualTo(reference.nextLong());
    assertThat(random.next()).isEqualTo(3203168211198807973L).isEqualTo(reference.nextLong());
    assertThat(random.next()).isEqualTo(-8629252141511181193L).isEqualTo(reference.nextLong());
  }

  @Test
  void each_number_below_the_bound_is_equally_likely() {
    SplitMix64 random = SplitMix64.stream(1, 0);
    int[] counts = new int[7];
    IntStream.range(0, 70_000).forEach(draw -> counts[random.below(7)]++);

    assertThat(counts).satisfies(all -> {
      for (int count : all) {
        assertThat(count).isBetween(9_600, 10_400);
      }
    });
  }

  @Test
  void streams_differ_by_seed_and_number() {
    assertThat(IntStream.range(0, 100)
            .mapToObj(i -> SplitMix64.stream(i % 10, i / 10).next()))
        .doesNotHaveDuplicates();
  }
}
