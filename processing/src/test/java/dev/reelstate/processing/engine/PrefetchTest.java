package dev.reelstate.processing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefetchTest {

  private final Prefetch prefetch = new Prefetch(4);

  private void ran(int times, Duration time) {
    IntStream.range(0, times).forEach(i -> prefetch.ran("score", time));
  }

  @Test
  void a_step_is_quick_when_enough_of_its_tasks_were() {
    ran(49, Duration.ofMillis(1));
    assertThat(prefetch.quickSteps()).isEmpty();
    assertThat(prefetch.ahead()).isZero();

    ran(1, Duration.ofMillis(1));
    assertThat(prefetch.quickSteps()).containsExactly("score");
    assertThat(prefetch.ahead()).isEqualTo(4 * 50);
  }

  @Test
  void a_task_that_waited_for_a_processor_changes_little() {
    ran(100, Duration.ofMillis(1));

    ran(1, Duration.ofSeconds(1));

    assertThat(prefetch.ahead()).isBetween(150, 200);
  }

  @Test
  void a_step_that_turns_slow_stops_being_quick_after_a_few_tasks() {
    ran(100, Duration.ofNanos(1));
    assertThat(prefetch.ahead()).isEqualTo(1000);

    ran(5, Duration.ofSeconds(10));

    assertThat(prefetch.quickSteps()).isEmpty();
    assertThat(prefetch.ahead()).isZero();
  }
}
