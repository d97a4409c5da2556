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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** Nothing that the contract does with a store that fulfils it counts as a violation. */
class RecordedContractTest implements VideoStoreContract {

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

  @Override
  @Test
  @Disabled("what is purged looks lost to the checker, as its documentation says")
  public void the_record_of_a_deleted_video_can_be_purged() {}

  @AfterEach
  void the_history_has_no_violations() {
    History history = History.of(entries);

    assertThat(new HistoryChecker().check(history, StoreContents.read(honest, history)))
        .isEmpty();
  }
}
