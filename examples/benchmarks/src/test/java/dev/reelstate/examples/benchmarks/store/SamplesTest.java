package dev.reelstate.examples.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void computes_median_and_range_from_unordered_values() {
    Samples samples = new Samples(List.of(3.0, 1.0, 10.0, 2.0));
    assertThat(samples.median()).isEqualTo(2.5);
    assertThat(samples.least()).isEqualTo(1);
    assertThat(samples.largest()).isEqualTo(10);
  }

  @Test
  void a_quantile_is_one_of_the_samples() {
    Samples hundred = new Samples(
        DoubleStream.iterate(1, value -> value + 1).limit(100).boxed().toList());
    assertThat(hundred.quantile(0.99)).isEqualTo(99);
    assertThat(hundred.quantile(0.5)).isEqualTo(50);
    assertThat(new Samples(List.of(7.0)).quantile(0.99)).isEqualTo(7);
  }

  @Test
  void requires_at_least_one_measurement() {
    assertThatThrownBy(() -> new Samples(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
