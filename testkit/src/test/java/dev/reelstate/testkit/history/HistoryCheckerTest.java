package dev.reelstate.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.spi.VideoStore;
import dev.reelstate.testkit.InMemoryVideoStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryCheckerTest {

  private final Day day = new Day();
  private final InMemoryVideoStore honest = InMemoryVideoStore.create(day.clock());

  private List<Violation> spend(VideoStore store) {
    day.spend(store);
    History history = day.history();
    return new HistoryChecker().check(history, StoreContents.read(store, history));
  }

  @Test
  void finds_nothing_in_the_history_of_an_honest_store() {
    assertThat(spend(honest)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void finds_each_broken_promise(BrokenStore broken) {
    List<Violation> violations = spend(broken.around(honest));

    assertThat(violations).extracting(Violation::promise).contains(broken.promise());
    assertThat(violations)
        .filteredOn(violation -> violation.promise() == broken.promise())
        .allSatisfy(violation -> assertThat(violation.text()).endsWith("."));
  }

  @Test
  void each_promise_is_broken_by_a_store() {
    assertThat(Arrays.stream(BrokenStore.values()).map(BrokenStore::promise))
        .containsOnly(Promise.values());
  }

  @Test
  void refuses_a_negative_tolerance() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HistoryChecker(Duration.ofMillis(-1)));
  }
}
