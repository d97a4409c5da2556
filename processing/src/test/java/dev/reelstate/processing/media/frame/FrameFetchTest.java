package dev.reelstate.processing.media.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelstate.detection.Picture;
import dev.reelstate.processing.frames.FrameForm;
import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.frames.SampledPictures;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.CodedClips;
import dev.reelstate.processing.media.pass.Remix;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.MediaInfo;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame is the picture that a plain loop decodes under its number, however it is asked for. */
class FrameFetchTest {

  private static final SampleClip CLIP = SampleClip.of(160, 120, 25, Duration.ofSeconds(6));
  private static final Path SHARED = Path.of("../../shared/media");

  @TempDir
  private Path folder;

  private int requests;

  private Path map(Path film, @Nullable SampledFrames sampled) throws Exception {
    Path out = folder.resolve("map");
    FrameSpec frames = new FrameSpec(true, sampled);
    Extras extras = new Extras(false, false, null, false, false, false, frames);
    Clips.render(
        film,
        new RenderSpec(
            List.of(), null, false, false, null, null, Clips.SEGMENT, extras, Copying.NEVER),
        out);
    return out.resolve(FrameSpec.MAP_FILE);
  }

  private List<Long> fetch(Path film, Path map, List<Long> numbers, FrameForm form)
      throws Exception {
    MediaInfo media = Clips.inspect(film);
    return fetch(film, media, map, numbers, form);
  }

  private List<Long> fetch(Path film, MediaInfo media, Path map, List<Long> numbers, FrameForm form)
      throws Exception {
    Path out = Files.createDirectory(folder.resolve("request-" + requests++));
    FrameFetch.run(film, media, map, numbers, form, out, MediaLimits.standard());
    List<Long> sums = new ArrayList<>();
    try (SampledPictures pictures =
        SampledPictures.open(List.of(out.resolve(SampledPictures.FILE)))) {
      for (int i = 0; i < pictures.size(); i++) {
        Picture picture = pictures.read(i);
        assertThat(picture.frame())
            .isEqualTo(FrameMap.read(map).frame(numbers.get(i)).ref());
        sums.add(sum(picture));
      }
    }
    return sums;
  }

  private static long sum(Picture picture) {
    CRC32 sum = new CRC32();
    sum.update(picture.pixels());
    return sum.getValue();
  }

  /** Every n-th frame, in random order and each alone, and then all of them at once. */
  private void isThatOfAPlainLoop(Path film, String turn, int every) throws Exception {
    Path map = map(film, null);
    MediaInfo media = Clips.inspect(film);
    int index = media.video().orElseThrow().index();
    List<Long> numbers = new ArrayList<>();
    for (long i = 0; i < FrameMap.read(map).size(); i += every) {
      numbers.add(i);
    }
    List<Long> plain = PlainDecode.sums(film, index, numbers, turn);
    assertThat(plain).hasSameSizeAs(numbers).isNotEmpty();
    List<Long> shuffled = new ArrayList<>(numbers);
    Collections.shuffle(shuffled, new Random(7));

    for (long number : shuffled) {
      assertThat(fetch(film, media, map, List.of(number), FrameForm.DECODED))
          .as("frame %d", number)
          .containsExactly(plain.get(numbers.indexOf(number)));
    }
    assertThat(fetch(film, media, map, numbers, FrameForm.DECODED)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "mpegts", "avi", "flv"})
  void in_every_container(String container) throws Exception {
    isThatOfAPlainLoop(
        Clips.write(CLIP.withContainer(container), folder.resolve("clip.bin")), "", 11);
  }

  @Test
  void in_a_film_of_uneven_rate() throws Exception {
    isThatOfAPlainLoop(
        Clips.write(CLIP.withVariableFrameRate(), folder.resolve("clip.mp4")), "", 7);
  }

  @Test
  void in_a_film_that_is_stored_on_its_side() throws Exception {
    isThatOfAPlainLoop(
        Clips.write(CLIP.withTurn(90), folder.resolve("clip.mp4")), "transpose=clock,", 50);
  }

  @Test
  void behind_an_edit_list() throws Exception {
    Path whole = Clips.write(CLIP.withoutSound(), folder.resolve("whole.mp4"));
    Path film = new Remix()
        .add(whole, 0, 0, (packet, number) -> {
          packet.pts(packet.pts() - 90_000);
          packet.dts(packet.dts() - 90_000);
        })
        .write("mp4", folder.resolve("clip.mp4"));

    isThatOfAPlainLoop(film, "", 9);
  }

  /** Groups of 12 pictures, which begin with two that need the group before. */
  private static void openGroups(AVCodecContext context) {
    context.gop_size(12).max_b_frames(2);
    context.bit_rate(2_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "mpeg2video, yuv420p, mpegts",
    "mpeg2video, yuv420p, matroska",
    "mpeg1video, yuv420p, mpeg",
    "mpeg4, yuv420p, mp4",
    "mpeg4, yuv420p, avi"
  })
  void in_films_of_open_groups_with_pictures_out_of_order(
      String encoder, String format, String container) throws Exception {
    Path film = CodedClips.moving(
        encoder, format, container, FrameFetchTest::openGroups, folder.resolve("clip.bin"));

    isThatOfAPlainLoop(film, "", 1);
  }

  @Test
  void in_an_interlaced_film() throws Exception {
    Path film = CodedClips.moving(
        "mpeg2video",
        "yuv420p",
        "mpegts",
        context -> {
          openGroups(context);
          context.flags(context.flags()
              | avcodec.AV_CODEC_FLAG_INTERLACED_DCT
              | avcodec.AV_CODEC_FLAG_INTERLACED_ME);
        },
        folder.resolve("clip.ts"));

    isThatOfAPlainLoop(film, "", 3);
  }

  @Test
  void in_a_film_of_ten_bits() throws Exception {
    Path film = CodedClips.moving(
        "prores_ks", "yuv422p10le", "mov", context -> {}, folder.resolve("clip.mov"));

    isThatOfAPlainLoop(film, "", 10);
  }

  @Test
  void behind_damage() throws Exception {
    Path film = Clips.write(CLIP.withContainer("matroska"), folder.resolve("clip.mkv"));
    try (FileChannel bytes = FileChannel.open(film, StandardOpenOption.WRITE)) {
      bytes.write(ByteBuffer.allocate(3000), bytes.size() / 2);
    }

    isThatOfAPlainLoop(film, "", 13);
  }

  @Test
  void as_a_viewer_sees_it_it_is_the_sampled_one() throws Exception {
    Path film = Clips.write(CLIP.withTurn(90), folder.resolve("clip.mp4"));
    Path map = map(film, SampledFrames.everyNth(60));
    List<Long> sampled = new ArrayList<>();
    try (SampledPictures pictures =
        SampledPictures.open(List.of(map.resolveSibling(SampledPictures.FILE)))) {
      for (int i = 0; i < pictures.size(); i++) {
        sampled.add(sum(pictures.read(i)));
      }
    }

    assertThat(fetch(film, map, List.of(0L, 60L, 120L), FrameForm.SHOWN)).isEqualTo(sampled);
  }

  @Test
  void a_film_that_is_no_longer_that_of_the_map_is_damaged() throws Exception {
    Path film = Clips.write(CLIP.withContainer("matroska"), folder.resolve("clip.mkv"));
    MediaInfo media = Clips.inspect(film);
    Path map = map(film, null);
    try (FileChannel bytes = FileChannel.open(film, StandardOpenOption.WRITE)) {
      bytes.truncate(bytes.size() / 2);
    }

    assertThat(fetch(film, media, map, List.of(10L), FrameForm.DECODED)).hasSize(1);
    assertThatThrownBy(() -> fetch(film, media, map, List.of(140L), FrameForm.DECODED))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.DAMAGED));
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(
      strings = {
        "rabbit320.mp4",
        "sample_edit_list.mp4",
        "sideways movie.mov",
        "sample.avi",
        "sample_h264_mpeg_audio.ts",
        "avts.mts",
        "roadtrip-vp92-10bit.webm",
        "weird_aspect.small.mpg"
      })
  void in_films_of_others(String name) throws Exception {
    Path film = SHARED.resolve(name);
    assumeTrue(Files.exists(film), "no shared media next to the repository");
    String turn = switch (Clips.inspect(film).video().orElseThrow().rotation()) {
      case 90 -> "transpose=clock,";
      case 270 -> "transpose=cclock,";
      default -> "";
    };

    isThatOfAPlainLoop(film, turn, 29);
  }
}
