package dev.reelstate.processing.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.Remix;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.VideoTrack;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.global.avformat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The film is always small, and what is not the film is large. */
class PictureOrderTest {

  private static final int DEFAULT = avformat.AV_DISPOSITION_DEFAULT;
  private static final SampleClip SMALL =
      SampleClip.of(64, 48, 25, Duration.ofSeconds(2)).withoutSound();

  @TempDir
  private Path folder;

  private Path film;

  @BeforeEach
  void write_the_film() throws Exception {
    film = Clips.write(SMALL, folder.resolve("film.mp4"));
  }

  private Path large(double rate, Duration duration) throws Exception {
    SampleClip clip = SampleClip.of(320, 240, rate, duration).withoutSound();
    return Clips.write(clip, folder.resolve("large.mp4"));
  }

  private VideoTrack chosen(Remix remix, String muxer) throws Exception {
    return Clips.inspect(remix.write(muxer, folder.resolve("both.bin"))).video().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "mpegts"})
  void a_large_picture_before_the_film_is_not_the_film(String muxer) throws Exception {
    Path picture = large(25, Duration.ofMillis(40));

    VideoTrack video = chosen(new Remix().add(picture, 0, DEFAULT).add(film, 0, DEFAULT), muxer);

    assertThat(video.index()).isEqualTo(1);
    assertThat(video.frames()).isEqualTo(50);
  }

  @Test
  void a_picture_every_second_is_not_the_film() throws Exception {
    Path pictures = large(1, Duration.ofSeconds(2));

    VideoTrack video = chosen(new Remix().add(pictures, 0, DEFAULT).add(film, 0, 0), "matroska");

    assertThat(video.frames()).isEqualTo(50);
  }

  @Test
  void a_preview_before_the_film_is_not_the_film() throws Exception {
    Path preview = large(25, Duration.ofMillis(800));

    VideoTrack video = chosen(new Remix().add(preview, 0, DEFAULT).add(film, 0, 0), "matroska");

    assertThat(video.frames()).isEqualTo(50);
  }

  @Test
  void the_flag_decides_between_films_of_one_length() throws Exception {
    Path other = large(25, Duration.ofSeconds(2));

    VideoTrack video = chosen(new Remix().add(other, 0, 0).add(film, 0, DEFAULT), "matroska");

    assertThat(video.width()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska"})
  void the_first_of_equal_tracks_is_the_film(String muxer) throws Exception {
    Path other = large(25, Duration.ofSeconds(2));

    VideoTrack video = chosen(new Remix().add(film, 0, DEFAULT).add(other, 0, DEFAULT), muxer);

    assertThat(video.width()).isEqualTo(64);
  }

  @Test
  void pictures_of_another_kind_are_not_the_film() throws Exception {
    Path other = large(25, Duration.ofSeconds(2));
    int described = avformat.AV_DISPOSITION_HEARING_IMPAIRED | DEFAULT;

    VideoTrack video = chosen(new Remix().add(other, 0, described).add(film, 0, 0), "matroska");

    assertThat(video.width()).isEqualTo(64);
  }
}
