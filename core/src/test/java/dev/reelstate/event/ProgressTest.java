package dev.reelstate.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
  void a_fraction_outside_of_0_to_1_is_refused(double fraction) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Progress(fraction, null, null));
  }

  @Test
  void zero_and_one_are_fractions_and_unknown_has_none() {
    assertThat(new Progress(0.0, null, null).fraction()).isZero();
    assertThat(Progress.DONE.fraction()).isEqualTo(1);
    assertThat(Progress.UNKNOWN.fraction()).isNull();
  }
}
