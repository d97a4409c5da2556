package dev.reelstate.processing.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.telemetry.NodeState;
import dev.reelstate.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class NodeMeterTest {

  private final CountDownLatch measuring = new CountDownLatch(1);
  private final BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();

  @Test
  void closing_waits_for_a_measurement_rather_than_interrupting_it() throws Exception {
    NodeMeter meter = new NodeMeter(this::measureSlowly, new Telemetry() {}, Duration.ofHours(1));
    assertThat(measuring.await(10, TimeUnit.SECONDS)).isTrue();

    meter.close();

    assertThat(interrupted.poll(10, TimeUnit.SECONDS)).isFalse();
  }

  private NodeState measureSlowly() {
    measuring.countDown();
    long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
    while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    interrupted.add(Thread.currentThread().isInterrupted());
    return new NodeState("node", 0, 1, Map.of(), OptionalLong.empty(), List.of(), Map.of());
  }
}
