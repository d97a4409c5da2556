package dev.reelstate.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.spi.VideoStore;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.testkit.SettableClock;
import dev.reelstate.testkit.contract.VideoStoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInfo;

/** Nothing that the contract does with a store that fulfils it counts as a violation. */
class RecordedContractTest implements VideoStoreContract {

  /** What is taken off the record looks lost to the checker, as its documentation says. */
  private static final Set<String> FORGETTING = Set.of(
      "the_record_of_a_deleted_video_can_be_purged",
      "a_settled_video_can_forget_artifacts_of_some_kinds",
      "events_of_a_settled_video_can_be_forgotten");

  private final SettableClock clock = SettableClock.create();
  private final VideoStore honest = InMemoryVideoStore.create(clock);
  private final List<HistoryEntry> entries = Collections.synchronizedList(new ArrayList<>());
  private final VideoStore store = new HistoryRecorder("test", clock, entries::add).around(honest);

  @Override
  public VideoStore store() {
    return store;
  }

  @Override
  public void passTime(Duration duration) {
    clock.advance(duration);
  }

  @AfterEach
  void the_history_has_no_violations(TestInfo test) {
    if (FORGETTING.contains(test.getTestMethod().orElseThrow().getName())) {
      return;
    }
    History history = History.of(entries);

    assertThat(new HistoryChecker().check(history, StoreContents.read(honest, history)))
        .isEmpty();
  }
}
