package dev.reelstate.processing.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

  @TempDir
  Path folder;

  private Optional<FailureCode> fault(OptionalLong handles, OptionalLong mb) {
    return new Machine(() -> handles, () -> folder, () -> mb).fault().map(Failure::code);
  }

  @Test
  void a_machine_with_all_it_needs_is_fit() {
    assertThat(fault(OptionalLong.of(1000), OptionalLong.of(1000))).isEmpty();
  }

  @Test
  void what_the_system_does_not_say_is_no_fault() {
    assertThat(fault(OptionalLong.empty(), OptionalLong.empty())).isEmpty();
  }

  @Test
  void too_few_file_handles_are_a_fault() {
    assertThat(fault(OptionalLong.of(3), OptionalLong.of(1000)))
        .contains(FailureCode.NO_FILE_HANDLES);
  }

  @Test
  void a_missing_folder_for_temporary_files_is_a_fault_of_workers_alone() {
    Machine machine = new Machine(
        () -> OptionalLong.of(1000), () -> folder.resolve("gone"), () -> OptionalLong.of(1000));

    assertThat(machine.workerFault().map(Failure::code)).contains(FailureCode.NO_TEMPORARY_FOLDER);
    assertThat(machine.fault()).isEmpty();
  }

  @Test
  void low_memory_is_a_fault() {
    assertThat(fault(OptionalLong.of(1000), OptionalLong.of(20))).contains(FailureCode.LOW_MEMORY);
  }

  @Test
  void this_machine_can_be_looked_at() {
    assertThat(Machine.here().fault()).isEmpty();
    assertThat(Machine.here().workerFault()).isEmpty();
  }
}
