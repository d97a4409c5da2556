package dev.reelstate.processing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.machine.Machine;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.testkit.fault.Fault;
import dev.reelstate.testkit.fault.Faults;
import dev.reelstate.testkit.fault.FaultyMediaStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitnessTest {

  @TempDir
  Path folder;

  private final Faults faults = new Faults();
  private MediaStorage storage;
  private Fitness fitness;

  @BeforeEach
  void open() {
    storage = FaultyMediaStorage.around(FileStorage.at(folder, 0), faults);
    fitness = new Fitness(storage, Machine.here(), List.of());
  }

  @AfterEach
  void close() throws IOException {
    storage.close();
  }

  private static Failure failure(FailureCode code) {
    return Failure.retryable(code, "Made by a test.").withDetail("a detail");
  }

  @Test
  void a_node_rests_after_a_fault_of_its_own() {
    Failure notStarted = failure(FailureCode.LOW_MEMORY);

    assertThat(fitness.named(notStarted)).isEqualTo(notStarted);

    fitness.look();
    assertThat(fitness.fault()).contains(notStarted);
  }

  @Test
  void another_failure_is_no_fault_of_the_node() {
    fitness.named(failure(FailureCode.STALLED));
    fitness.named(failure(FailureCode.WORKER_CRASHED));

    fitness.look();
    assertThat(fitness.fault()).isEmpty();
  }

  @Test
  void work_that_could_not_use_the_storage_met_a_full_disk_if_it_is_full() {
    faults.plan("requireRoom", Fault.FULL, Fault.FULL);

    Failure named = fitness.named(failure(FailureCode.STORAGE_UNAVAILABLE));

    assertThat(named.code()).isEqualTo(FailureCode.STORAGE_FULL);
    assertThat(named.detail()).isEqualTo("a detail");
    assertThat(fitness.fault()).contains(named);
  }

  /** A worker that was taken over could stop the whole node otherwise. */
  @Test
  void a_full_disk_that_nobody_else_sees_does_not_stop_the_node() {
    fitness.named(failure(FailureCode.STORAGE_FULL));

    assertThat(fitness.fault()).isEmpty();
  }

  @Test
  void the_fault_ends_when_there_is_room_again() {
    faults.plan("requireRoom", Fault.FULL);
    fitness.look();
    assertThat(fitness.fault().map(Failure::code)).contains(FailureCode.STORAGE_FULL);

    fitness.look();
    assertThat(fitness.fault()).isEmpty();
  }
}
