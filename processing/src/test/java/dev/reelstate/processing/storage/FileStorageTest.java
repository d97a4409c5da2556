package dev.reelstate.processing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.MediaStorage.Receiver;
import dev.reelstate.spi.MediaStorage.StorageFullException;
import dev.reelstate.testkit.contract.MediaStorageContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStorageTest implements MediaStorageContract {

  @TempDir
  Path folder;

  private FileStorage storage;

  @Override
  public MediaStorage storage() {
    return storage;
  }

  @BeforeEach
  void open() {
    storage = FileStorage.at(folder, 0);
  }

  @AfterEach
  void close() throws IOException {
    storage.close();
  }

  @Test
  void an_object_is_complete_after_its_commit_and_absent_before() throws IOException {
    try (Receiver receiver = storage.receive("videos/1/original")) {
      receiver.write(bytes("film"));
      assertThat(storage.size("videos/1/original")).isEmpty();
      receiver.commit();
    }
    assertThat(storage.size("videos/1/original")).contains(4L);
    assertThat(storage.open("videos/1/original", 2)).hasBinaryContent(bytes("lm"));
  }

  @Test
  void an_object_that_is_not_committed_leaves_nothing_behind() throws IOException {
    try (Receiver receiver = storage.receive("videos/1/original")) {
      receiver.write(bytes("half"));
    }
    assertThat(storage.list("videos")).isEmpty();
    assertThat(FileTree.files(storage.workFolder()))
        .extracting(Path::getFileName)
        .containsExactly(Path.of("lock"));
  }

  @Test
  void a_published_folder_keeps_its_structure_and_leaves_its_old_place() throws IOException {
    Path made = storage.workFolder().resolve("made");
    Files.writeString(
        Files.createDirectories(made.resolve("hls")).resolve("master.m3u8"), "#EXTM3U");

    storage.publish(made, "videos/1/g1/render-0-t1");

    assertThat(storage.list("videos/1")).containsExactly("videos/1/g1/render-0-t1/hls/master.m3u8");
    assertThat(made).doesNotExist();
  }

  @Test
  void a_folder_from_elsewhere_is_published_too(@TempDir Path elsewhere) throws IOException {
    Path made = Files.createDirectories(elsewhere.resolve("made"));
    Files.writeString(made.resolve("poster.jpg"), "jpg");

    storage.publish(made, "videos/1/g1/render-0-t1");

    assertThat(storage.list("videos")).containsExactly("videos/1/g1/render-0-t1/poster.jpg");
  }

  @Test
  void deleting_a_prefix_removes_everything_below_it_and_nothing_else() throws IOException {
    put("videos/1/original");
    put("videos/1/g1/poster.jpg");
    put("videos/12/original");

    storage.delete("videos/1");
    storage.delete("videos/7");

    assertThat(storage.list("videos")).containsExactly("videos/12/original");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "videos/../../secret",
        "/etc/passwd",
        "",
        "videos//1",
        ".work/x",
        "a b",
        "C:\\x"
      })
  void a_key_that_could_leave_the_folder_is_refused(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> storage.open(key, 0));
  }

  @Test
  void reading_a_missing_object_says_so() throws IOException {
    assertThat(storage.size("videos/none")).isEmpty();
    assertThatThrownBy(() -> storage.open("videos/none", 0))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> storage.local("videos/none")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_full_disk_is_reported_with_the_sizes() {
    assertThatThrownBy(() -> storage.requireRoom(Long.MAX_VALUE / 2))
        .isInstanceOf(StorageFullException.class)
        .hasMessageMatching("The disk of the media folder has only [0-9.]+ MB free, .*");
  }

  @Test
  void the_work_of_a_dead_process_is_removed_and_that_of_a_living_one_is_kept() throws IOException {
    Path abandoned = Files.createDirectories(folder.resolve(".work/abandoned"));
    Files.createFile(abandoned.resolve("lock"));
    Files.writeString(abandoned.resolve("half.bin"), "half");
    Path living = storage.workFolder();

    try (FileStorage other = FileStorage.at(folder, 0)) {
      assertThat(abandoned).doesNotExist();
      assertThat(living).exists();
      assertThat(other.workFolder()).isNotEqualTo(living);
    }
  }

  @Test
  void a_folder_that_cannot_be_created_yields_one_clear_sentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> FileStorage.at(file.resolve("below")))
        .isInstanceOf(ReelstateException.class)
        .hasMessageStartingWith("The media folder cannot be created or written to");
  }

  private void put(String key) throws IOException {
    try (Receiver receiver = storage.receive(key)) {
      receiver.write(bytes("x"));
      receiver.commit();
    }
  }

  @Test
  void a_folder_with_a_link_in_it_is_not_published() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "host secret");
    Path out = Files.createTempDirectory(storage.workFolder(), "task");
    Files.writeString(out.resolve("poster.jpg"), "x");
    Files.createSymbolicLink(out.resolve("stolen.txt"), secret);

    assertThatThrownBy(() -> storage.publish(out, "videos/1/g1/render"))
        .isInstanceOf(FileTree.SpecialFileException.class)
        .hasMessage("\"stolen.txt\" is neither a file nor a folder");
    assertThat(storage.list("videos/1")).isEmpty();
  }

  @Test
  void a_folder_with_a_linked_folder_in_it_is_not_published() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("secret.txt"), "host secret");
    Path out = Files.createTempDirectory(storage.workFolder(), "task");
    Files.createSymbolicLink(out.resolve("hls"), elsewhere);

    assertThatThrownBy(() -> storage.publish(out, "videos/1/g1/render"))
        .isInstanceOf(FileTree.SpecialFileException.class);
    assertThat(elsewhere.resolve("secret.txt")).hasContent("host secret");
  }

  @Test
  void a_link_that_somebody_put_into_the_storage_is_no_object() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("secret.txt"), "host secret");
    Files.createDirectories(folder.resolve("videos/1"));
    Files.createSymbolicLink(folder.resolve("videos/1/hls"), elsewhere);
    Files.createSymbolicLink(folder.resolve("videos/1/file"), elsewhere.resolve("secret.txt"));

    assertThat(storage.size("videos/1/file")).isEmpty();
    assertThat(storage.list("videos/1")).isEmpty();
    for (String key : new String[] {"videos/1/file", "videos/1/hls/secret.txt"}) {
      assertThatThrownBy(() -> storage.open(key, 0)).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> storage.local(key)).isInstanceOf(NoSuchFileException.class);
    }
    storage.delete("videos/1");
    assertThat(elsewhere.resolve("secret.txt")).hasContent("host secret");
  }

  @Test
  void listing_leaves_out_what_is_deleted_meanwhile() throws Exception {
    Thread deleter = new Thread(() -> {
      for (int attempt = 0; attempt < 200; attempt++) {
        publishAndDelete("videos/1/g1/render-0-t" + attempt);
      }
    });
    deleter.start();
    while (deleter.isAlive()) {
      assertThat(storage.list("videos/1/g1")).allMatch(key -> key.startsWith("videos/1/g1/"));
    }
  }

  private void publishAndDelete(String prefix) {
    try {
      Path out = Files.createTempDirectory(storage.workFolder(), "task");
      for (int file = 0; file < 6; file++) {
        Files.writeString(out.resolve("f" + file), "x");
      }
      storage.publish(out, prefix);
      storage.delete(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void closing_twice_closes_once() throws IOException {
    storage.close();
    storage.close();
    assertThat(folder.resolve(".work")).isDirectoryNotContaining(Files::isDirectory);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
