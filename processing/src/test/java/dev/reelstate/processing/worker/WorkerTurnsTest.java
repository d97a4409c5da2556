package dev.reelstate.processing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class WorkerTurnsTest {

  private final WorkerTurns turns = new WorkerTurns();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** Takes a turn on a thread of its own, which ends it when the latch is open. */
  private Future<?> taking(boolean alone, CountDownLatch waits, CountDownLatch end) {
    return threads.submit(() -> {
      Lock turn = turns.take(alone, waits::countDown);
      end.await();
      turn.unlock();
      return true;
    });
  }

  @Test
  void operations_run_side_by_side() throws Exception {
    Lock mine = turns.take(false, () -> {});
    CountDownLatch open = new CountDownLatch(0);

    assertThat(taking(false, new CountDownLatch(1), open).get()).isEqualTo(true);
    mine.unlock();
  }

  @Test
  void an_operation_that_has_to_be_alone_waits_and_says_so() throws Exception {
    Lock mine = turns.take(false, () -> {});
    CountDownLatch waits = new CountDownLatch(1);
    Future<?> alone = taking(true, waits, new CountDownLatch(0));

    waits.await();
    assertThat(alone).isNotDone();
    mine.unlock();
    assertThat(alone.get()).isEqualTo(true);
  }

  @Test
  void nothing_runs_beside_it() throws Exception {
    Lock alone = turns.take(true, () -> {});
    CountDownLatch waits = new CountDownLatch(1);
    Future<?> other = taking(false, waits, new CountDownLatch(0));

    waits.await();
    assertThat(other).isNotDone();
    alone.unlock();
    assertThat(other.get()).isEqualTo(true);
  }
}
