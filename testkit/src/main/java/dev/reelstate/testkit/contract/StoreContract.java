package dev.reelstate.testkit.contract;

import dev.reelstate.spi.VideoStore;
import java.time.Duration;

/** What the contracts of a store's roles require of the class that runs them. */
public interface StoreContract {

  /** The store under test: the same one within a test, and an empty one for each test. */
  VideoStore store();

  /** Makes the store believe that time has passed. */
  void passTime(Duration duration);
}
