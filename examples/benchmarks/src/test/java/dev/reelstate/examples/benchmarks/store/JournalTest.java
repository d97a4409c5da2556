package dev.reelstate.examples.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.examples.benchmarks.store.library.Journal;
import dev.reelstate.examples.benchmarks.store.library.LostWorkException;
import org.junit.jupiter.api.Test;

class JournalTest {

  private final Journal journal = new Journal(2);

  @Test
  void accepts_that_every_task_ran_once() {
    journal.began(1);
    journal.began(0);
    assertThatCode(journal::awaitAll).doesNotThrowAnyException();
    assertThatCode(journal::requireEachOnce).doesNotThrowAnyException();
  }

  @Test
  void refuses_a_lost_task() {
    journal.began(0);
    assertThatThrownBy(journal::requireEachOnce)
        .isInstanceOf(LostWorkException.class)
        .hasMessage("Task 1 ran 0 times instead of once.");
  }

  @Test
  void refuses_a_repeated_task() {
    journal.began(0);
    journal.began(0);
    journal.began(1);
    assertThatThrownBy(journal::requireEachOnce)
        .isInstanceOf(LostWorkException.class)
        .hasMessage("Task 0 ran 2 times instead of once.");
  }

  @Test
  void refuses_a_task_that_nobody_enqueued() {
    journal.began(0);
    journal.began(1);
    journal.began(2);
    assertThatThrownBy(journal::requireEachOnce)
        .isInstanceOf(LostWorkException.class)
        .hasMessage("1 run was of a task that nobody enqueued.");
  }
}
