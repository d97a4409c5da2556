package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.STEPS;
import static dev.reelstate.testkit.contract.StoreScript.named;
import static dev.reelstate.testkit.contract.StoreScript.published;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.Exchange;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link dev.reelstate.spi.TaskQueue#exchange}. A store may claim nothing in an
 * exchange; whatever it does claim is equivalent to the result of a claim.
 */
public interface ExchangeContract extends StoreContract {

  /**
   * A task that a report makes ready is handed out once, by the exchange or by the next claim, and
   * can be worked on.
   */
  @Test
  default void a_task_made_ready_by_a_report_is_claimed_once() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0), task("publish", 0, "render"));
    Claim render = script.claimOne(lease);

    Exchange exchange = store().tasks().exchange(List.of(succeeded(render)), lease, 10, STEPS);

    assertThat(exchange.receipts()).containsExactly(Receipt.ACCEPTED);
    List<Claim> claims = new ArrayList<>(exchange.claims());
    claims.addAll(script.claimAll(lease));
    assertThat(claims).extracting(claim -> claim.task().step()).containsExactly("publish");
    assertThat(script.tasks(video))
        .extracting(Task::status)
        .containsExactly(TaskStatus.SUCCEEDED, TaskStatus.RUNNING);
    assertThat(script.report(published(claims.get(0)))).isEqualTo(Receipt.ACCEPTED);
    assertThat(script.latest(video).status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(script.events(video))
        .extracting(VideoEvent::number)
        .isEqualTo(LongStream.rangeClosed(1, 9).boxed().toList());
  }

  /** Tasks that have just become ready do not overtake the tasks ahead of them. */
  @Test
  default void tasks_ahead_in_the_queue_are_claimed_first() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    script.queued(task("render", 0), task("publish", 0, "render"));
    Claim render = script.claimOne(lease);
    Video urgent = script.queued(named("default", null, 5), task("render", 0));
    Video later = script.queued(task("render", 0));

    Exchange exchange = store().tasks().exchange(List.of(succeeded(render)), lease, 10, STEPS);

    List<Claim> claims = new ArrayList<>(exchange.claims());
    claims.addAll(script.claimAll(lease));
    assertThat(claims)
        .extracting(Claim::task)
        .containsExactly(
            new TaskId(urgent.id(), 1, "render", 0),
            new TaskId(render.task().videoId(), 1, "publish", 0),
            new TaskId(later.id(), 1, "render", 0));
  }

  /** An exchange claims no more than requested and no tasks of other steps. */
  @Test
  default void an_exchange_keeps_to_its_limit_and_its_steps() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    script.queued(task("inspect", 0), task("render", 0, "inspect"), task("render", 1, "inspect"));
    script.queued(task("inspect", 0), task("audio", 0, "inspect"));
    List<Claim> claims = script.claimAll(lease);

    Exchange one =
        store().tasks().exchange(List.of(succeeded(claims.get(0))), lease, 1, Set.of("render"));
    Exchange other =
        store().tasks().exchange(List.of(succeeded(claims.get(1))), lease, 10, Set.of("publish"));

    assertThat(one.claims()).hasSizeLessThanOrEqualTo(1);
    assertThat(one.claims()).allMatch(claim -> claim.task().step().equals("render"));
    assertThat(other.claims()).isEmpty();
    assertThat(script.claimAll(lease)).hasSize(3 - one.claims().size());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().tasks().exchange(List.of(), lease, 0, STEPS));
  }

  /**
   * A node whose lease has ended can still report tasks but gets no new ones; a stale report
   * changes nothing.
   */
  @Test
  default void a_lease_that_has_ended_is_given_nothing() {
    StoreScript script = new StoreScript(store());
    Lease before = script.join("a");
    Video video = script.queued(task("render", 0), task("publish", 0, "render"));
    Claim stale = script.claimOne(before);
    Lease after = script.join("a");
    Claim render = script.claimOne(after);

    Exchange refused = store().tasks().exchange(List.of(succeeded(stale)), before, 10, STEPS);
    Exchange accepted = store().tasks().exchange(List.of(succeeded(render)), before, 10, STEPS);

    assertThat(refused).isEqualTo(new Exchange(List.of(Receipt.LEASE_LOST), List.of()));
    assertThat(accepted).isEqualTo(new Exchange(List.of(Receipt.ACCEPTED), List.of()));
    assertThat(script.tasks(video).get(1).status()).isEqualTo(TaskStatus.READY);
  }

  /** A step's limit also applies to the claims of an exchange. */
  @Test
  default void an_exchange_respects_the_limits_of_steps() {
    StoreScript script = new StoreScript(store());
    store().tasks().limit("publish", OptionalInt.of(1));
    Lease lease = script.join("a");
    script.queued(task("render", 0), task("publish", 0, "render"));
    script.queued(task("render", 0), task("publish", 0, "render"));
    List<TaskReport> reports =
        script.claimAll(lease).stream().map(claim -> succeeded(claim)).toList();

    Exchange exchange = store().tasks().exchange(reports, lease, 10, STEPS);
    List<Claim> claims = new ArrayList<>(exchange.claims());
    claims.addAll(script.claimAll(lease));

    assertThat(claims).hasSize(1);
    script.report(published(claims.get(0)));
    assertThat(script.claimAll(lease)).hasSize(1);
  }

  /**
   * A task that is handed back is not given to the same node again in the same exchange, and its
   * slot is free.
   */
  @Test
  default void a_task_handed_back_is_left_to_the_next_claim() {
    StoreScript script = new StoreScript(store());
    store().tasks().limit("render", OptionalInt.of(2));
    Lease lease = script.join("a");
    script.queued(task("render", 0), task("publish", 0, "render"));
    Claim render = script.claimOne(lease);

    Exchange exchange =
        store().tasks().exchange(List.of(new TaskReport.Released(render)), lease, 10, STEPS);

    assertThat(exchange).isEqualTo(new Exchange(List.of(Receipt.ACCEPTED), List.of()));
    Claim again = script.claimOne(lease);
    assertThat(again.token()).isGreaterThan(render.token());
    assertThat(script.report(succeeded(again))).isEqualTo(Receipt.ACCEPTED);
  }

  /** A task that has ended frees its slot for the next one. */
  @Test
  default void a_limited_step_stays_within_its_slot_and_uses_it() {
    StoreScript script = new StoreScript(store());
    store().tasks().limit("render", OptionalInt.of(1));
    Lease lease = script.join("a");
    script.queued(task("render", 0), task("publish", 0, "render"));
    script.queued(task("render", 0));
    Claim render = script.claimOne(lease);

    Exchange exchange = store().tasks().exchange(List.of(succeeded(render)), lease, 10, STEPS);

    List<Claim> claims = new ArrayList<>(exchange.claims());
    claims.addAll(script.claimAll(lease));
    assertThat(claims)
        .extracting(claim -> claim.task().step())
        .containsExactly("publish", "render");
    assertThat(script.claimAll(lease)).isEmpty();
  }

  /** Concurrent exchanges work through chains of tasks, each task once. */
  @Test
  default void sixteen_threads_that_exchange_run_each_task_once() {
    StoreScript script = new StoreScript(store());
    int videos = 12;
    for (int i = 0; i < videos; i++) {
      script.queued(
          task("inspect", 0),
          new TaskSpec("render", 0, Set.of("inspect"), 1, "told"),
          task("publish", 0, "render"));
    }

    List<List<TaskId>> done = Race.run(16, thread -> () -> {
      Lease lease = script.join("node-" + thread);
      List<TaskId> mine = new ArrayList<>();
      List<Claim> claims = store().tasks().claim(lease, 2, STEPS);
      while (!claims.isEmpty()) {
        claims.forEach(claim -> mine.add(claim.task()));
        List<TaskReport> reports = claims.stream()
            .map(claim ->
                claim.task().step().equals("publish") ? published(claim) : succeeded(claim))
            .toList();
        Exchange exchange = store().tasks().exchange(reports, lease, 2, STEPS);
        assertThat(exchange.receipts()).containsOnly(Receipt.ACCEPTED);
        claims = exchange.claims().isEmpty()
            ? store().tasks().claim(lease, 2, STEPS)
            : exchange.claims();
      }
      return mine;
    });

    assertThat(done.stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(3 * videos);
  }
}
