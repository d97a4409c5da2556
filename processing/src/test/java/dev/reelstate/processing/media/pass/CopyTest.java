package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.CopyCheck;
import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.MediaInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyTest {

  private static final Rung TOP = new Rung("240p", 320, 240, 1_000_000);
  private static final Rung SMALL = new Rung("120p", 160, 120, 150_000);

  @TempDir
  private Path folder;

  private Path out;

  @BeforeEach
  void make_the_output_folder() throws Exception {
    out = Files.createDirectory(folder.resolve("out"));
  }

  private RenderResult render(Path file, Rung... rungs) throws Exception {
    RenderSpec spec = Clips.everything(rungs);
    MediaInfo media = Clips.inspect(file);
    return Clips.render(file, spec.withCopying(copying(media, rungs[0], spec.audio())), out);
  }

  @Test
  void a_compatible_source_is_copied_and_smaller_rungs_are_cut_where_it_is() throws Exception {
    Path file = Clips.write(Clips.PLAIN, folder.resolve("clip.mp4"));

    RenderResult result = render(file, TOP, SMALL);

    assertThat(result.copying())
        .isEqualTo(new Copying(List.of(), List.of()).checked(new CopyCheck(150, 150)));
    assertThat(result.outputs())
        .extracting(output -> output.kind() + " " + output.name() + " " + output.copied())
        .containsExactly(
            "poster poster false",
            "storyboard storyboard false",
            "storyboard_cues storyboard false",
            "mp4 240p true",
            "hls hls false",
            "dash dash false",
            "hls_rendition 240p true",
            "hls_rendition 120p false",
            "hls_rendition audio true");
    assertThat(Playback.ofFile(out.resolve("video.mp4")).dump())
        .isEqualTo(Playback.ofFile(file).dump());
    assertThat(Playback.ofPlaylist(out.resolve("hls/240p/index.m3u8")).dump()).isEqualTo("""
        video 320x240 150 frames 0.00..6.00 keys [0.0, 2.0, 4.0]
        """);
    assertThat(Playback.ofPlaylist(out.resolve("hls/120p/index.m3u8")).video().keys)
        .containsExactly(0.0, 2.0, 4.0);
  }

  @Test
  void pictures_that_are_stored_out_of_order_keep_their_times() throws Exception {
    Path file = withBackwardPictures(folder.resolve("clip.mp4"));

    // Not a codec for players, but one whose pictures our natives can store out of order.
    RenderSpec spec = Clips.everything(TOP, SMALL)
        .withCopying(new Copying(List.of(), List.of(CopyObstacle.NOT_USED)));
    RenderResult result = Clips.renderUnchecked(file, spec, out);

    assertThat(result.copying().video()).isEmpty();
    Playback.Track source = Playback.ofFile(file).video();
    Playback.Track hls = Playback.ofPlaylist(out.resolve("hls/240p/index.m3u8")).video();
    Playback.Track mp4 = Playback.ofFile(out.resolve("video.mp4")).video();
    assertThat(hls.errors + mp4.errors).isZero();
    assertThat(mp4.times).hasSameSizeAs(source.times);
    for (int i = 0; i < source.times.size(); i++) {
      assertThat(hls.times.get(i)).isCloseTo(source.times.get(i), within(0.002));
      assertThat(mp4.times.get(i)).isCloseTo(source.times.get(i), within(0.002));
      assertThat(hls.brightness.get(i)).isCloseTo(source.brightness.get(i), within(0.01));
    }
  }

  @Test
  void a_stream_that_turns_out_not_to_be_copyable_is_encoded() throws Exception {
    Path file = Clips.write(Clips.PLAIN, folder.resolve("clip.mp4"));
    MediaInfo media = Clips.inspect(file);
    // A plan made for another file: the source ends before the planned end.
    MediaInfo longer = new MediaInfo(
        media.container(),
        media.start(),
        media.duration().plus(Duration.ofSeconds(1)),
        null,
        media.bytes(),
        media.bitRate(),
        media.videoTracks(),
        media.audioTracks(),
        media.otherTracks());
    RenderSpec spec = Clips.everything(TOP, SMALL).withCopying(new Copying(List.of(), List.of()));

    RenderResult result = MediaPass.render(
        new PassRequest(file, "mp4", longer, spec, out), MediaLimits.standard(), position -> {});

    assertThat(result.copying().audio()).containsExactly(CopyObstacle.CHECK);
    assertThat(Playback.ofFile(out.resolve("video.mp4")).audio().end).isCloseTo(7, within(0.05));
  }

  @Test
  void a_stream_alone_is_copied_without_decoding_anything() throws Exception {
    Path file = Clips.write(Clips.PLAIN.withoutPictures(), folder.resolve("clip.mp4"));
    MediaInfo media = Clips.inspect(file);
    RenderSpec spec = new RenderSpec(
        List.of(),
        Clips.SOUND,
        true,
        true,
        null,
        null,
        Clips.SEGMENT,
        RenderSpec.Extras.NONE,
        copying(media, null, Clips.SOUND));

    RenderResult result = Clips.render(file, spec, out);

    assertThat(result.copying().audio()).isEmpty();
    assertThat(result.outputs()).allMatch(RenderResult.Output::copied);
    assertThat(Playback.ofFile(out.resolve("audio.m4a")).errors()).isZero();
  }

  @Test
  void reasons_are_given_for_each_stream_that_is_not_copied() throws Exception {
    Path turned = Clips.write(Clips.PLAIN.withTurn(90), folder.resolve("turned.mp4"));
    Path stream = Clips.write(Clips.PLAIN.withContainer("mpegts"), folder.resolve("clip.ts"));

    assertThat(copying(Clips.inspect(turned), new Rung("320p", 240, 320, 1_000_000), null))
        .isEqualTo(new Copying(
            List.of(CopyObstacle.TURNED, CopyObstacle.SIZE), List.of(CopyObstacle.NOT_USED)));
    assertThat(copying(Clips.inspect(stream), TOP, Clips.SOUND).video())
        .contains(CopyObstacle.CONTAINER);
    assertThat(copying(Clips.inspect(stream), new Rung("240p", 320, 240, 10_000), null)
            .video())
        .contains(CopyObstacle.BIT_RATE);
  }

  private static Copying copying(
      MediaInfo media, @Nullable Rung largest, @Nullable AudioSpec sound) {
    return Copying.of(media, Optional.ofNullable(largest), Optional.ofNullable(sound));
  }

  static Path withBackwardPictures(Path file) throws Exception {
    return ForeignClips.encode(
        "mpeg4",
        "mp4",
        file,
        "testsrc2=size=320x240:rate=25:duration=6",
        context ->
            context.max_b_frames(2).flags(context.flags() | avcodec.AV_CODEC_FLAG_FRAME_DURATION),
        stream -> {});
  }
}
