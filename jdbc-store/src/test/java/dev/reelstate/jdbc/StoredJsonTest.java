package dev.reelstate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.ReelstateException;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.EventRows.Placed;
import dev.reelstate.jdbc.dialect.Json;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEventRecord;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.OtherTrack;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the databases of hosts, written by Jackson at first, and has to stay as it is. */
class StoredJsonTest {

  private static final VideoId ID = new VideoId(new UUID(1, 2));
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.000006Z");

  private static final Failure FAILURE = Failure.retryable(
          FailureCode.WORKER_CRASHED, "It broke \u00e9 <b>&'\"\\\n\t\u0001 \ud83c\udfac.")
      .withDetail("xy")
      .withFacts(Map.of("exit", "139"));

  @Test
  void events_are_written_as_ever() throws IOException {
    assertThat(EventRows.rows(events()).get(0).getPayload()).isEqualTo(stored());
  }

  @Test
  void events_are_read_as_ever() throws IOException {
    ReelstateEventRecord row = new ReelstateEventRecord();
    row.setVideoId(ID.value());
    row.setNumber(9L);
    row.setSize(9);
    row.setHappenedAt(AT);
    row.setPayload(stored());

    assertThat(EventRows.events(row)).extracting(Placed::event).isEqualTo(events());
  }

  @Test
  void what_an_earlier_release_did_not_know_has_its_default() throws IOException {
    ReelstateEventRecord row = new ReelstateEventRecord();
    row.setVideoId(ID.value());
    row.setNumber(9L);
    row.setSize(9);
    row.setHappenedAt(AT);
    row.setPayload(stored().replace(",\"roles\":[]", "").replace(",\"clockRepaired\":false", ""));

    assertThat(EventRows.events(row)).extracting(Placed::event).isEqualTo(events());
  }

  @Test
  void a_line_separator_is_read_escaped_or_not() {
    Failure failure = FAILURE.withDetail("a\u2028b");
    String text = Objects.requireNonNull(Json.write(failure));

    assertThat(Json.read(text, Failure.class)).isEqualTo(failure);
    assertThat(Json.read(text.replace("\\u2028", "\u2028"), Failure.class)).isEqualTo(failure);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0.1, 1e300})
  void a_number_that_json_has_no_word_for_is_text(double number) {
    Numbers numbers = new Numbers(number, null);

    assertThat(Json.read(Json.write(numbers), Numbers.class)).isEqualTo(numbers);
  }

  record Numbers(
      double one, @org.jspecify.annotations.Nullable Double other) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{} {}",
        "{'to':1}",
        "{\"state\":\"unheard_of\"}",
        "{\"at\":\"yesterday\"}"
      })
  void what_cannot_be_read_is_an_error_not_null(String text) {
    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(() -> Json.read(text, Reviewed.class));
  }

  record Reviewed(ReviewState state, Instant at) {
    Reviewed {
      Objects.requireNonNull(state);
      Objects.requireNonNull(at);
    }
  }

  @Test
  void nesting_is_limited() {
    String deep = "{\"later\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(() -> Json.read(deep, Failure.class));
  }

  /** The stored text is one line. */
  private static String stored() throws IOException {
    try (InputStream in = StoredJsonTest.class.getResourceAsStream("events.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .replace("\n", "");
    }
  }

  private static List<VideoEvent> events() {
    Artifact artifact = new Artifact(
        "mp4",
        "720p",
        1,
        "render",
        "videos/x/video.mp4",
        "video/mp4",
        1280,
        720,
        Duration.ofMillis(2500),
        99,
        true);
    return List.of(
        new VideoEvent.StatusChanged(ID, 1, AT, null, VideoStatus.QUEUED, null),
        new VideoEvent.StatusChanged(
            ID, 2, AT, VideoStatus.PROCESSING, VideoStatus.FAILED, FAILURE),
        new VideoEvent.MediaInspected(ID, 3, AT, media()),
        new VideoEvent.TaskStarted(ID, 4, AT, 1, "render", 0, 1, "node"),
        new VideoEvent.TaskSucceeded(ID, 5, AT, 1, "render", 0, 1),
        new VideoEvent.TaskFailed(ID, 6, AT, 1, "render", 0, 1, FAILURE.withStep("render"), AT),
        new VideoEvent.ArtifactAdded(ID, 7, AT, artifact),
        new VideoEvent.GroundTruthSaved(ID, 8, AT, 1, ReviewState.IN_REVIEW, 2, 3, "abc", null),
        new VideoEvent.GroundTruthReviewed(
            ID, 9, AT, 1, ReviewState.IN_REVIEW, ReviewState.APPROVED, null));
  }

  private static MediaInfo media() {
    Duration length = Duration.ofSeconds(10);
    VideoTrack video = new VideoTrack(
        0,
        "h264",
        "High",
        true,
        1920,
        1080,
        1920,
        1088,
        90,
        false,
        1.0,
        "yuv420p",
        8,
        29.97002997002997,
        false,
        300,
        10,
        Duration.ofMillis(1001),
        Duration.ZERO,
        length.plusMillis(10),
        1L << 40,
        false,
        "tv",
        null,
        null,
        null);
    return new MediaInfo(
        "mp4",
        Duration.ofMillis(-21),
        Duration.ofSeconds(3661),
        null,
        123,
        0,
        List.of(video),
        List.of(new AudioTrack(
            1, "aac", "LC", true, 48000, 2, "stereo", Duration.ZERO, length, 128000, "eng")),
        List.of(new OtherTrack(2, "subtitle", null, null)));
  }
}
