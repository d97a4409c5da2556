package dev.reelstate.processing.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.worker.WorkerMessage.Position;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the inputs of stored tasks hold, written by Jackson at first, and has to stay as it is. */
class JsonTest {

  @Test
  void inputs_and_reports_are_read_and_written_as_ever() throws IOException {
    String spec = stored("render-spec.json");
    String result = stored("render-result.json");

    assertThat(Json.write(Json.read(spec, RenderSpec.class))).isEqualTo(spec);
    assertThat(Json.write(Json.read(result, RenderResult.class))).isEqualTo(result);
  }

  @Test
  void a_spec_of_an_earlier_release_does_not_check_copies() throws IOException {
    String spec = stored("render-spec.json");
    String earlier = spec.replace(",\"everyPicture\":false,\"check\":null", "");

    assertThat(earlier).isNotEqualTo(spec);
    assertThat(Json.write(Json.read(earlier, RenderSpec.class))).isEqualTo(spec);
  }

  @Test
  void a_spec_of_an_earlier_release_asks_for_no_frames() throws IOException {
    String spec = stored("render-spec.json");
    String earlier = spec.replace(",\"frames\":null", "");

    assertThat(earlier).isNotEqualTo(spec);
    assertThat(Json.write(Json.read(earlier, RenderSpec.class))).isEqualTo(spec);
  }

  @Test
  void a_spec_of_an_earlier_release_looks_for_no_faces() throws IOException {
    String earlier = stored("render-spec.json").replace(",\"faces\":true", "");

    assertThat(requireNonNull(Json.read(earlier, RenderSpec.class).poster()).faces())
        .isFalse();
  }

  @Test
  void marks_of_an_earlier_release_are_those_of_every_picture() throws IOException {
    String earlier = stored("render-result.json")
        .replace(",\"seen\":\"KEY_FRAMES\"", "")
        .replaceFirst("\"poster\":\\{[^}]*},", "");
    RenderResult result = Json.read(earlier, RenderResult.class);

    assertThat(requireNonNull(result.marks()).seen()).isEqualTo(Marks.Seen.EVERY_PICTURE);
    assertThat(result.poster()).isNull();
  }

  @Test
  void a_result_of_an_earlier_release_has_nothing_for_later_runs() throws IOException {
    String earlier = stored("render-result.json").replaceFirst(",\"renditions\":.*}", "}");
    RenderResult result = Json.read(earlier, RenderResult.class);

    assertThat(result.renditions()).isEmpty();
    assertThat(result.cpu()).isEmpty();
  }

  @Test
  void a_part_of_an_earlier_release_encodes_every_rung() {
    String earlier = "{\"from\":\"PT0S\",\"until\":\"PT4S\",\"keys\":false,\"firstFrame\":0}";

    assertThat(Json.read(earlier, RenderSpec.Part.class))
        .isEqualTo(new RenderSpec.Part(Duration.ZERO, Duration.ofSeconds(4), false));
  }

  @Test
  void a_rung_of_an_earlier_release_has_a_bit_rate_and_no_quality() throws IOException {
    String spec = stored("render-spec.json");
    String earlier = spec.replace(",\"quality\":null,\"speed\":\"FAST\",\"range\":\"SDR\"", "");

    assertThat(earlier).isNotEqualTo(spec);
    assertThat(Json.write(Json.read(earlier, RenderSpec.class))).isEqualTo(spec);
  }

  @Test
  void a_spec_of_an_earlier_release_names_no_sounds() throws IOException {
    String earlier = stored("render-spec.json").replaceFirst(",\"sounds\":.*}", "}");

    assertThat(Json.read(earlier, RenderSpec.class).sounds()).isEmpty();
  }

  @Test
  void a_message_has_the_name_of_its_type() {
    Position position = new Position("secret", Duration.ofSeconds(1));
    String text = "{\"position\":{\"ticket\":\"secret\",\"presented\":\"PT1S\"}}";

    assertThat(Json.write(position)).isEqualTo(text);
    assertThat(Json.read(text, Reply.class)).isEqualTo(position);
    assertThatIllegalArgumentException().isThrownBy(() -> Json.read(text, Request.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"position\":null}",
        "{\"exec\":{\"ticket\":\"a\"}}",
        "{\"position\":{\"ticket\":\"a\",\"presented\":\"PT1S\"},\"failed\":{}}",
        "{\"position\":{\"ticket\":\"a\",\"presented\":\"PT1S\"}} {}",
        "{\"position\":{'ticket':\"a\",\"presented\":\"PT1S\"}}",
        "{\"position\":{\"ticket\":\"a\",\"presented\":\"soon\"}}"
      })
  void what_is_not_one_message_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Json.read(text, Reply.class));
  }

  @Test
  void nesting_is_limited_also_where_nobody_looks() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("{\"position\":{\"more\":" + deep + "}}", Reply.class));
  }

  @Test
  void an_unknown_constant_is_refused_rather_than_forgotten() throws IOException {
    String other = stored("render-spec.json").replace("\"AV1\"", "\"AV9\"");

    assertThatIllegalArgumentException().isThrownBy(() -> Json.read(other, RenderSpec.class));
  }

  private static String stored(String name) throws IOException {
    try (InputStream in = JsonTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
