package dev.reelstate.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  @ParameterizedTest
  @ValueSource(strings = {"coco", "mot", "events", "voc"})
  void missing_options_are_refused_in_one_sentence(String kind) {
    Run run = Run.of(kind);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("--truth").hasLineCount(1);
  }

  @Test
  void a_kind_is_needed() {
    Run run = Run.of();

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("coco, mot, events or voc").hasLineCount(1);
  }

  @Test
  void help_says_what_the_exit_codes_mean() {
    Run run = Run.of("--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("coco", "the gate fails", "does not suffice");
  }
}
