package dev.reelstate.processing.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.TaskId;
import dev.reelstate.telemetry.TaskAttempt;
import dev.reelstate.telemetry.TaskEnd;
import dev.reelstate.telemetry.UploadEnd;
import dev.reelstate.video.VideoId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {

  private static final VideoId ID = VideoId.create();

  @TempDir
  Path folder;

  @Test
  void a_recording_has_the_attempts_the_uploads_and_the_workers() throws Exception {
    FlightRecorder recorder = new FlightRecorder();
    Path file = folder.resolve("a.jfr");
    try (Recording recording = new Recording()) {
      List.of("TaskAttempt", "Upload", "WorkerStart")
          .forEach(name -> recording.enable("dev.reelstate." + name));
      recording.start();
      Failure failure = Failure.permanent(FailureCode.DAMAGED, "It is damaged.");
      recorder
          .taskStarted(new TaskAttempt(new TaskId(ID, 1, "render", 3), 2, "node", null))
          .ended(new TaskEnd(
              TaskEnd.Outcome.FAILED,
              failure,
              Duration.ofSeconds(2),
              Duration.ofSeconds(5),
              Duration.ZERO,
              0));
      recorder.uploaded(new UploadEnd(ID, UploadEnd.Outcome.QUEUED, 42, Duration.ofMillis(7)));
      recorder.workerStarted(Duration.ofMillis(300));
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(file);

    assertThat(events).hasSize(3);
    RecordedEvent attempt = named(events, "dev.reelstate.TaskAttempt");
    assertThat(attempt.getString("videoId")).isEqualTo(ID.toString());
    assertThat(attempt.getString("step")).isEqualTo("render");
    assertThat(attempt.getInt("part")).isEqualTo(3);
    assertThat(attempt.getInt("attempt")).isEqualTo(2);
    assertThat(attempt.getString("failure")).isEqualTo("DAMAGED");
    assertThat(attempt.getDuration("cpu")).isEqualTo(Duration.ofSeconds(5));
    assertThat(named(events, "dev.reelstate.Upload").getLong("bytes")).isEqualTo(42);
    assertThat(named(events, "dev.reelstate.WorkerStart").getDuration("took"))
        .isEqualTo(Duration.ofMillis(300));
  }

  private static RecordedEvent named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
