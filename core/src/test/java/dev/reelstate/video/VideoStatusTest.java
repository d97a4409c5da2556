package dev.reelstate.video;

import static dev.reelstate.video.VideoStatus.CANCELLED;
import static dev.reelstate.video.VideoStatus.COMPLETED;
import static dev.reelstate.video.VideoStatus.DELETED;
import static dev.reelstate.video.VideoStatus.FAILED;
import static dev.reelstate.video.VideoStatus.PROCESSING;
import static dev.reelstate.video.VideoStatus.QUEUED;
import static dev.reelstate.video.VideoStatus.REJECTED;
import static dev.reelstate.video.VideoStatus.UPLOADED;
import static dev.reelstate.video.VideoStatus.UPLOADING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VideoStatusTest {

  private static final Map<VideoStatus, Set<VideoStatus>> TABLE = Map.of(
      UPLOADING, Set.of(UPLOADED, FAILED, REJECTED, CANCELLED, DELETED),
      UPLOADED, Set.of(QUEUED, REJECTED, CANCELLED, DELETED),
      QUEUED, Set.of(PROCESSING, FAILED, CANCELLED, DELETED),
      PROCESSING, Set.of(COMPLETED, FAILED, REJECTED, CANCELLED, DELETED),
      COMPLETED, Set.of(QUEUED, DELETED),
      FAILED, Set.of(QUEUED, UPLOADING, DELETED),
      REJECTED, Set.of(QUEUED, DELETED),
      CANCELLED, Set.of(QUEUED, UPLOADING, DELETED),
      DELETED, Set.of());

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void every_pair_is_allowed_or_refused_by_the_table(VideoStatus from, VideoStatus to) {
    assertThat(from.canBecome(to)).isEqualTo(TABLE.getOrDefault(from, Set.of()).contains(to));
  }

  @ParameterizedTest
  @EnumSource
  void every_status_has_a_way_out_or_is_final(VideoStatus status) {
    assertThat(status.successors().isEmpty()).isEqualTo(status == DELETED);
  }

  @ParameterizedTest
  @EnumSource
  void every_status_reads_its_own_wire_name_in_any_case(VideoStatus status) {
    assertThat(VideoStatus.parse(status.wireName())).isEqualTo(status);
    assertThat(VideoStatus.parse(status.wireName().toUpperCase(Locale.ROOT))).isEqualTo(status);
  }

  @Test
  void pending_is_an_older_name_for_uploaded() {
    assertThat(VideoStatus.parse("pending")).isEqualTo(UPLOADED);
  }

  @Test
  void an_unknown_name_is_refused_with_a_list_of_the_valid_ones() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VideoStatus.parse("done"))
        .withMessageContaining("\"done\"")
        .withMessageContaining("completed");
  }

  private static Stream<Arguments> pairs() {
    return Arrays.stream(VideoStatus.values())
        .flatMap(from -> Arrays.stream(VideoStatus.values()).map(to -> arguments(from, to)));
  }
}
