package dev.reelstate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void the_delay_grows_by_the_factor_up_to_the_longest() {
    RetryPolicy policy = new RetryPolicy(6, Duration.ofSeconds(1), 4, Duration.ofSeconds(30), 0);

    assertThat(
            IntStream.rangeClosed(1, 6).mapToObj(failures -> policy.delayAfter(failures, random)))
        .containsExactly(
            seconds(1), seconds(4), seconds(16), seconds(30), seconds(30), Optional.empty());
  }

  @Test
  void jitter_spreads_the_delay_to_both_sides_and_no_further() {
    RetryPolicy policy = new RetryPolicy(2, Duration.ofSeconds(10), 1, Duration.ofSeconds(10), 0.2);
    var millis = IntStream.range(0, 1000)
        .mapToLong(i -> policy.delayAfter(1, random).orElseThrow().toMillis())
        .summaryStatistics();

    assertThat(millis.getMin()).isBetween(8_000L, 8_200L);
    assertThat(millis.getMax()).isBetween(11_800L, 12_000L);
  }

  @Test
  void many_failures_do_not_overflow() {
    RetryPolicy policy =
        new RetryPolicy(Integer.MAX_VALUE, Duration.ofSeconds(1), 10, Duration.ofDays(1), 0);

    assertThat(policy.delayAfter(1_000_000, random)).contains(Duration.ofDays(1));
  }

  @Test
  void never_has_one_attempt() {
    assertThat(RetryPolicy.never().delayAfter(1, random)).isEmpty();
  }

  @Test
  void values_out_of_range_are_refused() {
    Duration second = Duration.ofSeconds(1);

    assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, second, 1, second, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, second, 0.5, second, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, second, 1, second, 1.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, second, 1, Duration.ZERO, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, second.negated(), 1, second, 0));
  }

  private static Optional<Duration> seconds(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }
}
