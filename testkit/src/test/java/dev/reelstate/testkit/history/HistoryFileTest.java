package dev.reelstate.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.testkit.InMemoryVideoStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

  @TempDir
  private Path folder;

  private final Day day = new Day();

  private Path write() throws IOException {
    day.spend(InMemoryVideoStore.create(day.clock()));
    Path path = folder.resolve("one.history");
    try (HistoryFile file = HistoryFile.create(path)) {
      day.entries().forEach(file);
    }
    return path;
  }

  @Test
  void reads_what_it_wrote() throws IOException {
    assertThat(HistoryFile.read(write())).isEqualTo(day.entries()).hasSizeGreaterThan(100);
  }

  @Test
  void ignores_a_last_line_that_was_cut_off() throws IOException {
    Path path = write();
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length - 9));

    List<HistoryEntry> read = HistoryFile.read(path);

    assertThat(read).isEqualTo(day.entries().subList(0, day.entries().size() - 1));
  }

  @Test
  void refuses_what_is_no_entry() throws IOException {
    Path path = Files.writeString(folder.resolve("x.history"), "Seen(Mark(\"a\",1\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> HistoryFile.read(path))
        .withMessageStartingWith("Not a history: It ends early");
  }

  @Test
  void never_overwrites_the_history_of_another_process() throws IOException {
    Path path = write();

    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> HistoryFile.create(path));
  }

  @Test
  void reads_the_files_of_a_folder() throws IOException {
    Path path = write();
    Files.writeString(folder.resolve("notes.txt"), "no history");
    Files.copy(path, folder.resolve("two.history"));
    Files.writeString(folder.resolve("two.history"), "Seen(", StandardOpenOption.APPEND);

    History both = History.read(folder);

    assertThat(both.size()).isEqualTo(2 * History.of(day.entries()).size());
  }
}
