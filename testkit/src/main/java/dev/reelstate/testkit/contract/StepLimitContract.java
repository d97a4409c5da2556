package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.STEPS;
import static dev.reelstate.testkit.contract.StoreScript.failed;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.reelstate.spi.TaskQueue#limit}. */
public interface StepLimitContract extends StoreContract {

  /** Tasks whose step is full do not hold up other steps or other videos. */
  @Test
  default void a_full_step_does_not_hold_up_the_tasks_behind_it() {
    StoreScript script = new StoreScript(store());
    limit("render", 2);
    script.queued(task("render", 0), task("render", 1), task("render", 2));
    script.queued(task("render", 0), task("audio", 0));
    Lease lease = script.join("a");

    List<Claim> claims = script.claimAll(lease);
    assertThat(steps(claims)).containsExactlyInAnyOrder("render", "render", "audio");
    assertThat(script.claimAll(script.join("b"))).isEmpty();

    Claim render = claims.stream()
        .filter(claim -> claim.task().step().equals("render"))
        .findFirst()
        .orElseThrow();
    script.report(succeeded(render));
    assertThat(steps(script.claimAll(lease))).containsExactly("render");
  }

  /** However an attempt ends, it frees its slot. */
  @Test
  default void every_end_of_an_attempt_frees_its_slot() {
    StoreScript script = new StoreScript(store());
    limit("render", 1);
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0));

    script.report(failed(script.claimOne(lease), BROKEN, Duration.ZERO));
    script.report(new TaskReport.Released(script.claimOne(lease)));
    script.claimOne(lease);
    Lease again = script.join("a");
    script.claimOne(again);
    store().nodes().leave(again);
    Lease other = script.join("b");
    script.claimOne(other);
    passTime(StoreScript.LEASE.plusSeconds(1));
    assertThat(store().nodes().recover(5)).isEqualTo(1);
    script.claimOne(script.join("c"));
    script.change(script.latest(video), new VideoChange.Stopped(VideoStatus.CANCELLED, null));

    script.queued(task("render", 0));
    assertThat(script.claimOne(script.join("d")).task().step()).isEqualTo("render");
  }

  /** Nodes that claim at once never exceed the limit in total. */
  @Test
  default void sixteen_concurrent_claims_do_not_exceed_a_limit() {
    StoreScript script = new StoreScript(store());
    limit("render", 3);
    for (int i = 0; i < 16; i++) {
      script.queued(task("render", 0));
    }
    Lease lease = script.join("a");

    List<List<Claim>> claims =
        Race.run(16, i -> () -> store().tasks().claim(lease, 1, Set.of("render")));

    assertThat(claims.stream().mapToInt(List::size).sum()).isLessThanOrEqualTo(3);
    int more = script.claimAll(lease).size();
    assertThat(claims.stream().mapToInt(List::size).sum() + more).isEqualTo(3);
  }

  /** Running tasks continue, and the new limit applies to later claims. */
  @Test
  default void a_limit_can_be_changed_and_removed() {
    StoreScript script = new StoreScript(store());
    for (int i = 0; i < 9; i++) {
      script.queued(task("render", 0));
    }
    Lease lease = script.join("a");
    limit("render", 3);
    List<Claim> three = script.claimAll(lease);
    assertThat(three).hasSize(3);

    limit("render", 1);
    three.forEach(claim -> script.report(succeeded(claim)));
    assertThat(script.claimAll(lease)).hasSize(1);
    limit("render", 2);
    assertThat(script.claimAll(lease)).hasSize(1);
    store().tasks().limit("render", OptionalInt.empty());
    assertThat(store().tasks().claim(lease, 100, STEPS)).hasSize(4);
    assertThatIllegalArgumentException().isThrownBy(() -> limit("render", 0));
  }

  private void limit(String step, int most) {
    store().tasks().limit(step, OptionalInt.of(most));
  }

  private static List<String> steps(List<Claim> claims) {
    return claims.stream().map(claim -> claim.task().step()).toList();
  }
}
