package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class GroupCommitTest {

  private static final int BAD = -1;
  private static final int AWAY = -2;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore begun = new Semaphore(0);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final GroupCommit<Integer, String> groupCommit = new GroupCommit<>(this::work);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private List<String> work(List<Integer> items) {
    batches.add(items);
    begun.release();
    awaitQuietly(mayGoOn);
    if (items.contains(BAD)) {
      throw new IllegalArgumentException("bad");
    }
    if (items.contains(AWAY)) {
      throw new ReelstateException(
          Failure.retryable(FailureCode.DATABASE_UNAVAILABLE, "It is away."));
    }
    return items.stream().map(String::valueOf).toList();
  }

  @Test
  void a_lone_call_runs_at_once() {
    mayGoOn.countDown();

    assertThat(groupCommit.call(List.of(1, 2))).containsExactly("1", "2");
    assertThat(groupCommit.call(List.of())).isEmpty();
    assertThat(batches).containsExactly(List.of(1, 2), List.of());
  }

  @Test
  void calls_that_queue_up_run_together() throws InterruptedException {
    List<CompletableFuture<List<String>>> calls = new ArrayList<>(twoAtWork());
    IntStream.range(0, 20).forEach(i -> calls.add(callLater(i)));
    awaitWaiting(20);
    mayGoOn.countDown();

    for (int i = 0; i < 20; i++) {
      assertThat(calls.get(i + 2).join()).containsExactly(String.valueOf(i));
    }
    assertThat(batches).hasSizeBetween(3, 4);
  }

  @Test
  void a_caller_does_not_see_the_failure_of_another() throws InterruptedException {
    List<CompletableFuture<List<String>>> first = twoAtWork();
    CompletableFuture<List<String>> good = callLater(1);
    CompletableFuture<List<String>> bad = callLater(BAD);
    awaitWaiting(2);
    mayGoOn.countDown();

    assertThat(good.join()).containsExactly("1");
    assertThatThrownBy(bad::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
    assertThat(first).allSatisfy(call -> assertThat(call.join()).hasSize(1));
  }

  /** The failed batch may have been committed. */
  @Test
  void a_database_failure_is_not_repeated() throws InterruptedException {
    List<CompletableFuture<List<String>>> first = twoAtWork();
    CompletableFuture<List<String>> one = callLater(1);
    CompletableFuture<List<String>> other = callLater(AWAY);
    awaitWaiting(2);
    mayGoOn.countDown();

    assertThatThrownBy(one::join).hasCauseInstanceOf(ReelstateException.class);
    assertThatThrownBy(other::join).hasCauseInstanceOf(ReelstateException.class);
    first.forEach(CompletableFuture::join);
    assertThat(batches.stream().filter(batch -> batch.contains(1))).hasSize(1);
  }

  @Test
  void an_interrupt_is_deferred_until_the_outcome_is_known() throws InterruptedException {
    List<CompletableFuture<List<String>>> first = twoAtWork();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread caller = new Thread(() -> {
      List<String> results = groupCommit.call(List.of(7));
      interrupted.complete(
          results.equals(List.of("7")) && Thread.currentThread().isInterrupted());
    });
    caller.start();
    awaitWaiting(1);
    caller.interrupt();
    mayGoOn.countDown();

    assertThat(interrupted.join()).isTrue();
    assertThat(first).allSatisfy(call -> assertThat(call.join()).hasSize(1));
  }

  @Test
  void all_calls_of_many_threads_complete() {
    mayGoOn.countDown();
    List<CompletableFuture<Void>> callers = IntStream.range(0, 16)
        .mapToObj(caller -> CompletableFuture.runAsync(
            () -> IntStream.range(0, 500)
                .forEach(i -> assertThat(groupCommit.call(List.of(caller, i)))
                    .containsExactly(String.valueOf(caller), String.valueOf(i))),
            threads))
        .toList();

    callers.forEach(CompletableFuture::join);
    assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(16 * 500 * 2);
  }

  /** As many calls as batches run at once. */
  private List<CompletableFuture<List<String>>> twoAtWork() throws InterruptedException {
    List<CompletableFuture<List<String>>> calls = List.of(callLater(100), callLater(101));
    begun.acquire(2);
    return calls;
  }

  private CompletableFuture<List<String>> callLater(int item) {
    return CompletableFuture.supplyAsync(() -> groupCommit.call(List.of(item)), threads);
  }

  private void awaitWaiting(int callers) {
    while (groupCommit.waiting() < callers) {
      Thread.onSpinWait();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
