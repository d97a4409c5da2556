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

  private static Optional<FailureCode> fault(
      OptionalLong handles, Path temporary, OptionalLong mb) {
    return new Machine(() -> handles, () -> temporary, () -> mb).fault().map(Failure::code);
  }

  @Test
  void a_machine_with_all_it_needs_is_fit() {
    assertThat(fault(OptionalLong.of(1000), folder, OptionalLong.of(1000))).isEmpty();
  }

  @Test
  void what_the_system_does_not_say_is_no_fault() {
    assertThat(fault(OptionalLong.empty(), folder, OptionalLong.empty())).isEmpty();
  }

  @Test
  void too_few_file_handles_are_a_fault() {
    assertThat(fault(OptionalLong.of(3), folder, OptionalLong.of(1000)))
        .contains(FailureCode.NO_FILE_HANDLES);
  }

  @Test
  void a_missing_folder_for_temporary_files_is_a_fault() {
    assertThat(fault(OptionalLong.of(1000), folder.resolve("gone"), OptionalLong.of(1000)))
        .contains(FailureCode.NO_TEMPORARY_FOLDER);
  }

  @Test
  void low_memory_is_a_fault() {
    assertThat(fault(OptionalLong.of(1000), folder, OptionalLong.of(20)))
        .contains(FailureCode.LOW_MEMORY);
  }

  @Test
  void this_machine_can_be_looked_at() {
    assertThat(Machine.here().fault()).isEmpty();
  }
}
