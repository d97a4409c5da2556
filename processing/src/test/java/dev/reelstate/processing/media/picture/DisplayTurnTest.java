package dev.reelstate.processing.media.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTurnTest {

  @ParameterizedTest
  @CsvSource({
    " 1,  0,  0,  1,   0, false",
    " 0,  1, -1,  0,  90, false",
    "-1,  0,  0, -1, 180, false",
    " 0, -1,  1,  0, 270, false",
    "-1,  0,  0,  1,   0, true",
    " 0,  1,  1,  0,  90, true",
    " 1,  0,  0, -1, 180, true",
    " 0, -1, -1,  0, 270, true",
  })
  void a_matrix_becomes_a_turn_and_a_flip(
      int a, int b, int c, int d, int clockwise, boolean mirrored) {
    assertThat(DisplayTurn.of(a, b, c, d)).isEqualTo(new DisplayTurn(clockwise, mirrored));
  }

  @Test
  void a_scaled_matrix_still_turns() {
    assertThat(DisplayTurn.of(0, 32_768, -32_768, 0)).isEqualTo(new DisplayTurn(90, false));
  }

  @Test
  void a_singular_matrix_is_ignored() {
    assertThat(DisplayTurn.of(0, 0, 0, 0)).isEqualTo(DisplayTurn.NONE);
  }
}
