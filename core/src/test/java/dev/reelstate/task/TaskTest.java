package dev.reelstate.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private static Duration wallTime(@Nullable Instant... ends) {
    List<Task.Attempt> attempts = java.util.Arrays.stream(ends)
        .map(end -> new Task.Attempt(1, "node", START, end, null, null, null))
        .toList();
    TaskId id = new TaskId(VideoId.create(), 1, "render", 0);
    return new Task(id, TaskStatus.RUNNING, 1, attempts, null, null).wallTime();
  }

  @Test
  void wall_time_adds_all_attempts_that_have_ended() {
    assertThat(wallTime(START.plusSeconds(2), START.plusSeconds(3), null))
        .isEqualTo(Duration.ofSeconds(5));
  }

  /** By two hours, nine seconds after the attempt began. */
  @Test
  void a_clock_that_was_set_back_makes_no_negative_time() {
    assertThat(wallTime(START.plusSeconds(9 - 7200))).isZero();
  }
}
