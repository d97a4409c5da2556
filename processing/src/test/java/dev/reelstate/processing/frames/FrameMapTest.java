package dev.reelstate.processing.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameMapTest {

  /** Four frames: the second is 40 ms after the first, the third and the fourth come late. */
  private static final FrameMap UNEVEN = FrameMap.builder(1, 1000, Duration.ofMillis(100))
      .add(100, true)
      .add(140, false)
      .add(500, false)
      .add(533, true)
      .build();

  private static FrameMap reread(FrameMap map) throws IOException {
    return FrameMap.read(new ByteArrayInputStream(map.toJson()));
  }

  private static void isSame(FrameMap one, FrameMap other) {
    assertThat(other.size()).isEqualTo(one.size());
    for (int i = 0; i < one.size(); i++) {
      assertThat(other.frame(i)).isEqualTo(one.frame(i));
    }
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void a_frame_has_its_number_and_its_time_from_the_start() {
    MappedFrame frame = UNEVEN.frame(2);

    assertThat(frame.ref().index()).isEqualTo(2);
    assertThat(frame.ref().pts()).isEqualTo(millis(400));
    assertThat(frame.stamp()).isEqualTo(500);
    assertThat(frame.key()).isFalse();
    assertThat(frame.inRungs()).isTrue();
    assertThat(UNEVEN.frame(3).key()).isTrue();
  }

  @Test
  void at_a_time_the_frame_is_the_last_one_that_has_begun() {
    assertThat(UNEVEN.frameAt(millis(0)).orElseThrow().ref().index()).isZero();
    assertThat(UNEVEN.frameAt(millis(39)).orElseThrow().ref().index()).isZero();
    assertThat(UNEVEN.frameAt(millis(40)).orElseThrow().ref().index()).isEqualTo(1);
    assertThat(UNEVEN.frameAt(millis(399)).orElseThrow().ref().index()).isEqualTo(1);
    assertThat(UNEVEN.frameAt(millis(9000)).orElseThrow().ref().index()).isEqualTo(3);
  }

  @Test
  void a_time_that_a_player_has_rounded_down_to_its_ticks_still_finds_the_frame() {
    FrameMap film = FrameMap.builder(1001, 24_000, Duration.ZERO)
        .add(0, true)
        .add(1, false)
        .add(2, false)
        .build();
    assertThat(film.frame(1).ref().pts()).isEqualTo(Duration.ofNanos(41_708_000));

    Duration ofPlayer = Duration.ofNanos(3753 * 1_000_000_000L / 90_000);

    assertThat(film.frameAt(ofPlayer).orElseThrow().ref().index()).isEqualTo(1);
  }

  @Test
  void a_number_outside_the_film_is_refused() {
    assertThatThrownBy(() -> UNEVEN.frame(4))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("There is no frame 4; the video has 4 frames.");
    assertThatThrownBy(() -> UNEVEN.frame(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void a_frame_is_found_by_its_timestamp() {
    assertThat(UNEVEN.numberOf(500)).hasValue(2);
    assertThat(UNEVEN.numberOf(501)).isEmpty();
  }

  @Test
  void a_film_without_frames_shows_none() throws Exception {
    FrameMap empty = reread(FrameMap.builder(1, 25, Duration.ZERO).build());

    assertThat(empty.size()).isZero();
    assertThat(empty.frameAt(Duration.ZERO)).isEmpty();
  }

  @Test
  void a_map_that_is_read_is_the_one_that_was_written() throws Exception {
    Random random = new Random(7);
    FrameMap.Builder builder = FrameMap.builder(1, 90_000, Duration.ofHours(20));
    long stamp = 20L * 3600 * 90_000;
    long moved = 0;
    for (int i = 0; i < 5000; i++) {
      stamp += random.nextInt(9000);
      moved += random.nextInt(100) == 0 ? random.nextInt(1000) : 0;
      long micros = (stamp - 20L * 3600 * 90_000) * 100 / 9 + moved;
      builder.add(stamp, micros, random.nextInt(10) == 0, random.nextInt(3) > 0);
    }
    FrameMap map = builder.build();

    isSame(map, reread(map));
  }

  @Test
  void joined_parts_are_the_whole() {
    FrameMap.Builder first = FrameMap.builder(1, 1000, Duration.ofMillis(100));
    FrameMap.Builder second = FrameMap.builder(1, 1000, Duration.ofMillis(100));
    first.add(100, true).add(140, false);
    second.add(500, false).add(533, true);

    isSame(UNEVEN, FrameMap.joined(List.of(first.build(), second.build())));
  }

  @Test
  void a_long_film_takes_little_space() {
    FrameMap.Builder even = FrameMap.builder(1, 25_000, Duration.ZERO);
    FrameMap.Builder rounded = FrameMap.builder(1, 1000, Duration.ZERO);
    for (int i = 0; i < 200_000; i++) {
      even.add(1000L * i, i % 250 == 0);
      rounded.add(Math.round(i * 1001 / 24.0), i % 250 == 0);
    }

    assertThat(even.build().toJson().length).isLessThan(2_000);
    assertThat(rounded.build().toJson().length).isLessThan(30_000);
  }

  @Test
  void what_is_no_frame_map_is_refused_in_one_sentence() {
    String map = new String(UNEVEN.toJson(), StandardCharsets.UTF_8);

    assertThatThrownBy(() -> read("{}")).hasMessage("The frame map lacks its version.");
    assertThatThrownBy(() -> read("[1]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(map.replace("\"version\":1", "\"version\":2")))
        .hasMessage("This is a frame map of version 2; known is 1.");
    assertThatThrownBy(() -> read(map.replace("\"frames\":4", "\"frames\":400")))
        .hasMessage("Of 400 frames, only 4 have a time.");
    assertThatThrownBy(() -> read(map.replace("\"frames\":4", "\"frames\":2")))
        .hasMessage("A sequence of numbers is cut off, or longer than 2.");
    assertThatThrownBy(() -> read(map.replace("\"stamps\":\"", "\"stamps\":\"AAAA")))
        .hasMessage("A sequence of numbers is damaged.");
  }

  private static FrameMap read(String text) throws IOException {
    return FrameMap.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static final String PLAYLIST = """
      #EXTM3U
      #EXT-X-TARGETDURATION:1
      #EXT-X-MAP:URI="init.mp4"
      #EXTINF:0.400000,
      segment_00000.m4s
      #EXTINF:0.133000,
      segment_00001.m4s
      #EXT-X-ENDLIST
      """;

  @Test
  void a_frame_has_a_place_in_each_rung_that_shows_it() throws Exception {
    FrameMap map = reread(FrameMap.builder(1, 1000, Duration.ofMillis(100))
        .add(100, 0, true, true)
        .add(140, 40_000, false, false)
        .add(500, 400_000, false, true)
        .add(533, 433_000, true, true)
        .build()
        .withRung("720p", true, PLAYLIST)
        .withRung("360p", false, PLAYLIST));

    assertThat(map.rungs()).containsExactly("720p", "360p");
    assertThat(map.places(1)).containsExactly(new FramePlace("720p", 0, millis(40)));
    assertThat(map.places(3))
        .containsExactly(
            new FramePlace("720p", 1, millis(33)), new FramePlace("360p", 1, millis(33)));
  }

  @Test
  void a_rung_whose_segments_do_not_begin_with_frames_has_no_places() {
    FrameMap map = UNEVEN.withRung("720p", false, PLAYLIST.replace("0.400", "0.300"));

    assertThat(map.rungs()).isEmpty();
    assertThat(map.places(3)).isEmpty();
  }

  @Test
  void a_map_of_an_earlier_release_has_no_places() throws Exception {
    String json = new String(UNEVEN.toJson(), StandardCharsets.UTF_8);
    String earlier = json.replace(",\"rungs\":[]", "");
    assertThat(earlier).isNotEqualTo(json);

    assertThat(FrameMap.read(new ByteArrayInputStream(earlier.getBytes(StandardCharsets.UTF_8)))
            .places(0))
        .isEmpty();
  }
}
