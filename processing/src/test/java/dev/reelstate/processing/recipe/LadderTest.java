package dev.reelstate.processing.recipe;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LadderTest {

  @Test
  void a_ladder_that_does_not_descend_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Ladder.of(360, 720));
    assertThatIllegalArgumentException().isThrownBy(Ladder::of);
  }
}
