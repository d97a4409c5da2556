package dev.reelstate.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.spi.MediaStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link MediaStorage}. A test class implements this interface and provides an
 * empty storage for each test.
 */
public interface MediaStorageContract {

  /** The storage under test: the same one within a test, and an empty one for each test. */
  MediaStorage storage();

  /** A committed object can be read from any offset. */
  @Test
  default void a_committed_object_can_be_read_from_any_offset() throws IOException {
    put("a/film.mp4", "0123456789");

    assertThat(read("a/film.mp4", 0)).isEqualTo("0123456789");
    assertThat(read("a/film.mp4", 7)).isEqualTo("789");
    assertThat(read("a/film.mp4", 10)).isEmpty();
    assertThat(storage().size("a/film.mp4")).contains(10L);
  }

  /** An object may be empty. */
  @Test
  default void an_empty_object_is_an_object() throws IOException {
    put("empty", "");

    assertThat(storage().size("empty")).contains(0L);
    assertThat(read("empty", 0)).isEmpty();
  }

  /** Nothing is visible until the object is committed. */
  @Test
  default void an_object_is_not_visible_before_its_commit() throws IOException {
    try (MediaStorage.Receiver receiver = storage().receive("a/b")) {
      receiver.write("half".getBytes(UTF_8));
      receiver.flush();
      assertThat(storage().size("a/b")).isEmpty();
      assertThat(storage().list("a")).isEmpty();
      receiver.commit();
      assertThat(storage().size("a/b")).contains(4L);
    }
    assertThat(read("a/b", 0)).isEqualTo("half");
  }

  /** Without a commit, nothing remains of an object. */
  @Test
  default void an_object_that_is_not_committed_leaves_nothing() throws IOException {
    try (MediaStorage.Receiver receiver = storage().receive("a/b")) {
      receiver.write(1);
    }

    assertThat(storage().size("a/b")).isEmpty();
    assertThat(storage().list("a")).isEmpty();
    put("a/b", "again");
    assertThat(read("a/b", 0)).isEqualTo("again");
  }

  /** Reading a missing object fails with an exception that says so. */
  @Test
  default void a_missing_object_is_reported_as_missing() throws IOException {
    assertThat(storage().size("missing")).isEmpty();
    assertThat(storage().list("missing")).isEmpty();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> storage().open("missing", 0));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> storage().local("missing"));
    storage().delete("missing");
  }

  /** A folder is moved as a whole. */
  @Test
  default void publishing_a_folder_keeps_its_paths_and_removes_it() throws IOException {
    Path folder = Files.createTempDirectory(storage().workFolder(), "contract");
    Files.createDirectories(folder.resolve("720p"));
    Files.writeString(folder.resolve("master.m3u8"), "master");
    Files.writeString(folder.resolve("720p/seg-1.m4s"), "segment");

    storage().publish(folder, "v/1/hls-0-7");

    assertThat(folder).doesNotExist();
    assertThat(storage().list("v/1/hls-0-7"))
        .containsExactly("v/1/hls-0-7/720p/seg-1.m4s", "v/1/hls-0-7/master.m3u8");
    assertThat(read("v/1/hls-0-7/720p/seg-1.m4s", 0)).isEqualTo("segment");
  }

  /** A file can be moved from the upload folder or from anywhere else. */
  @Test
  default void adopting_a_file_makes_it_the_object_and_removes_it() throws IOException {
    Path near = Files.writeString(storage().uploadFolder().resolve("upload"), "received");
    Path far = Files.writeString(Files.createTempFile("contract", null), "elsewhere");

    storage().adopt(near, "v/1/original");
    storage().adopt(far, "v/2/original");

    assertThat(near).doesNotExist();
    assertThat(far).doesNotExist();
    assertThat(read("v/1/original", 0)).isEqualTo("received");
    assertThat(read("v/2/original", 4)).isEqualTo("where");
  }

  /** A moved object exists under its new key only. */
  @Test
  default void a_moved_object_has_the_same_bytes_under_its_new_key() throws IOException {
    put("incoming/film.mp4", "bytes");

    storage().move("incoming/film.mp4", "videos/1/original");

    assertThat(storage().size("incoming/film.mp4")).isEmpty();
    try (InputStream in = storage().open("videos/1/original", 0)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("bytes");
    }
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> storage().move("incoming/film.mp4", "videos/2/original"));
  }

  /** A prefix matches whole parts only. */
  @Test
  default void a_prefix_consists_of_whole_parts() throws IOException {
    put("v/1/a", "x");
    put("v/10/a", "x");
    put("v/1/b/c", "x");

    assertThat(storage().list("v/1")).isEqualTo(List.of("v/1/a", "v/1/b/c"));
    storage().delete("v/1");
    assertThat(storage().list("v")).containsExactly("v/10/a");
    storage().delete("v/10/a");
    assertThat(storage().size("v/10/a")).isEmpty();
  }

  /** A local file has the same bytes. */
  @Test
  default void a_local_file_has_the_bytes_of_the_object() throws IOException {
    put("a/film.mp4", "bytes");

    try (MediaStorage.LocalFile file = storage().local("a/film.mp4")) {
      assertThat(file.path()).hasContent("bytes");
    }
    assertThat(read("a/film.mp4", 0)).isEqualTo("bytes");
  }

  /** A lack of room is reported before the room is needed. */
  @Test
  default void requiring_more_room_than_there_is_fails() throws IOException {
    storage().requireRoom(1);

    assertThatExceptionOfType(MediaStorage.StorageFullException.class)
        .isThrownBy(() -> storage().requireRoom(Long.MAX_VALUE));
  }

  /** Malformed keys are refused. */
  @Test
  default void a_key_that_leads_elsewhere_or_is_malformed_is_refused() {
    for (String key : List.of("../a", "a/../../b", "/etc/passwd", "a//b", "", "a\\b", "a b", "ä")) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .as(key)
          .isThrownBy(() -> storage().receive(key).close());
    }
  }

  private void put(String key, String text) throws IOException {
    try (MediaStorage.Receiver receiver = storage().receive(key)) {
      receiver.write(text.getBytes(UTF_8));
      receiver.commit();
    }
  }

  private String read(String key, long offset) throws IOException {
    try (InputStream in = storage().open(key, offset)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
