package dev.reelstate.testkit;

import dev.reelstate.spi.VideoStore;
import dev.reelstate.testkit.contract.VideoStoreContract;
import java.time.Duration;

class InMemoryVideoStoreTest implements VideoStoreContract {

  private final SettableClock clock = SettableClock.create();
  private final VideoStore store = InMemoryVideoStore.create(clock);

  @Override
  public VideoStore store() {
    return store;
  }

  @Override
  public void passTime(Duration duration) {
    clock.advance(duration);
  }
}
