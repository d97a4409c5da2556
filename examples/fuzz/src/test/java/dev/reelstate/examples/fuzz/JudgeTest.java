package dev.reelstate.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.examples.fuzz.Finding.Kind;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

  private static final Artifact POSTER = new Artifact(
      Artifact.POSTER, "poster", 1, "render", "a/poster.jpg", "image/jpeg", 4, 3, null, 1, false);

  @TempDir
  private Path folder;

  private FileStorage storage;

  @BeforeEach
  void open() throws IOException {
    storage = FileStorage.at(folder);
    Path made = Files.createDirectories(storage.workFolder());
    Files.write(made.resolve("poster.jpg"), new byte[] {1});
    storage.publish(made, "a");
  }

  @AfterEach
  void close() throws IOException {
    storage.close();
  }

  private List<Kind> judged(VideoDetails details) throws IOException {
    return new Judge(storage, details).findings().stream().map(Finding::kind).toList();
  }

  @Test
  void finds_nothing_in_what_should_be() throws IOException {
    assertThat(judged(Endings.completed(POSTER))).isEmpty();
    assertThat(judged(Endings.failed(VideoStatus.REJECTED, FailureCode.DAMAGED)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      5002, FAILED,   FAULT
      9001, FAILED,   FAULT
      9003, FAILED,   FAULT
      6001, FAILED,   FAULT
      1003, FAILED,   FAULT
      3003, FAILED,   LIMIT
      4001, FAILED,   CRASH
      1008, REJECTED, CRASH
      9001, REJECTED, FAULT
      """)
  void tells_blame_from_limits_and_crashes(int code, VideoStatus status, Kind kind)
      throws IOException {
    FailureCode known = Objects.requireNonNull(FailureCode.known().get(code));

    assertThat(judged(Endings.failed(status, known))).containsExactly(kind);
  }

  @Test
  void finds_missing_outputs() throws IOException {
    Artifact missing = new Artifact(
        Artifact.MP4, "mp4", 1, "render", "a/film.mp4", "video/mp4", 4, 3, null, 1, false);

    assertThat(judged(Endings.completed())).containsExactly(Kind.FAULT);
    assertThat(judged(Endings.completed(POSTER, missing))).containsExactly(Kind.FAULT);
  }

  @Test
  void finds_attempts_that_failed_before_another_one_succeeded() throws IOException {
    assertThat(judged(Endings.completedAfter(FailureCode.OUTPUT_INVALID, POSTER)))
        .containsExactly(Kind.RETRIED);
    assertThat(judged(Endings.completedAfter(FailureCode.WORKER_CRASHED, POSTER)))
        .containsExactly(Kind.CRASH);
  }
}
