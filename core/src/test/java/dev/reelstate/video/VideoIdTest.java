package dev.reelstate.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VideoIdTest {

  @Test
  void a_new_identifier_is_a_uuid_of_version_7() {
    UUID value = VideoId.create().value();

    assertThat(value.version()).isEqualTo(7);
    assertThat(value.variant()).isEqualTo(2);
  }

  @Test
  void a_new_identifier_begins_with_the_time() {
    long before = System.currentTimeMillis();
    long millis = VideoId.create().value().getMostSignificantBits() >>> 16;

    assertThat(millis)
        .isBetween(before, System.currentTimeMillis() + 5); // many at once run slightly ahead
  }

  @Test
  void identifiers_of_one_process_increase_even_within_a_millisecond() {
    assertThat(Stream.generate(VideoId::create).limit(10_000)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void identifiers_sort_like_their_text_even_where_a_signed_comparison_would_not() {
    VideoId low = VideoId.of("01900000-0000-7000-8000-000000000000");
    VideoId middle = VideoId.of("7fffffff-0000-7000-8000-000000000000");
    VideoId high = VideoId.of("80000000-0000-7000-8000-000000000000");

    assertThat(Stream.of(high, low, middle).sorted()).containsExactly(low, middle, high);
  }

  @Test
  void the_text_form_can_be_read_back() {
    VideoId id = VideoId.create();

    assertThat(VideoId.of(id.toString())).isEqualTo(id);
  }
}
