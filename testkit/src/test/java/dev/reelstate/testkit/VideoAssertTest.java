package dev.reelstate.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.task.FailureCode;
import dev.reelstate.testkit.contract.StoreScript;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import org.junit.jupiter.api.Test;

class VideoAssertTest {

  private final StoreScript script = new StoreScript(InMemoryVideoStore.create());

  @Test
  void a_true_assertion_passes() {
    ReelstateAssertions.assertThat(script.inStatus(VideoStatus.COMPLETED)).isCompleted();
    ReelstateAssertions.assertThat(script.inStatus(VideoStatus.REJECTED))
        .hasFailureCode(FailureCode.DAMAGED);
  }

  @Test
  void a_false_assertion_fails_with_the_failure_of_the_video() {
    Video failed = script.inStatus(VideoStatus.FAILED);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ReelstateAssertions.assertThat(failed).isCompleted())
        .withMessageContaining("completed")
        .withMessageContaining("WORKER_CRASHED");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> ReelstateAssertions.assertThat(failed).isPlayable());
  }
}
