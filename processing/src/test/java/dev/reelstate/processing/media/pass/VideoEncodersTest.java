package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.EncodingException;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.VideoEncoders;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.Speed;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoEncodersTest {

  private static final String SOFTWARE = "libopenh264";
  private static final Rung RUNG = new Rung("240p", 320, 240, 400_000);

  @TempDir
  private Path folder;

  private Path file;
  private Path out;

  @BeforeEach
  void make_a_clip() throws Exception {
    file = Clips.write(Clips.PLAIN, folder.resolve("clip.mp4"));
    out = Files.createDirectory(folder.resolve("out"));
  }

  private static Map<VideoCodec, List<String>> h264(String... names) {
    return Map.of(VideoCodec.H264, List.of(names));
  }

  private RenderResult render(VideoEncoders encoders) throws Exception {
    return render(encoders, Clips.everything(RUNG));
  }

  private RenderResult render(VideoEncoders encoders, RenderSpec spec) throws Exception {
    PassPlan plan = new PassPlan(
        new PassRequest(file, "mp4", Clips.inspect(file), spec, out), MediaLimits.standard());
    return MediaPass.render(plan, encoders, position -> {});
  }

  @Test
  void software_takes_over_when_an_encoder_does_not_open() throws Exception {
    // Part of the natives, but no test machine has such hardware.
    VideoEncoders encoders = new VideoEncoders(h264("h264_v4l2m2m", SOFTWARE), Encoder::open);

    RenderResult result = render(encoders);

    assertThat(result.encoders()).containsEntry("240p", SOFTWARE);
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .startsWith("The encoder h264_v4l2m2m failed (")
        .endsWith("), so another one was used.");
  }

  @Test
  void software_takes_over_when_an_encoder_fails_midway() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    VideoEncoders encoders = new VideoEncoders(
        h264("failing", SOFTWARE),
        (name, setup) ->
            name.equals("failing") ? Failing.open(setup, opened) : Encoder.open(name, setup));

    RenderResult result = render(encoders);

    assertThat(opened).hasValue(1);
    assertThat(result.encoders()).containsEntry("240p", SOFTWARE);
    assertThat(result.warnings())
        .containsExactly(
            "The encoder failing failed (encode a frame: Generic error in an external library), so another one was used.");
    assertThat(Playback.ofFile(out.resolve("video.mp4")).video().times).hasSize(150);
  }

  @Test
  void the_third_encoder_takes_over_when_one_does_not_open_and_one_fails_midway() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    VideoEncoders encoders = new VideoEncoders(
        h264("h264_v4l2m2m", "failing", SOFTWARE),
        (name, setup) ->
            name.equals("failing") ? Failing.open(setup, opened) : Encoder.open(name, setup));

    RenderResult result = render(encoders, Clips.everything(RUNG.withQuality(36, Speed.FAST)));

    assertThat(opened).hasValue(1);
    assertThat(result.encoders()).containsEntry("240p", SOFTWARE);
    assertThat(result.warnings())
        .anyMatch(warning -> warning.startsWith("The encoder h264_v4l2m2m failed ("))
        .anyMatch(warning -> warning.startsWith("The encoder failing failed ("));
    assertThat(Playback.ofFile(out.resolve("video.mp4")).video().times).hasSize(150);
  }

  @Test
  void an_encoder_without_a_constant_quality_gets_a_bit_rate_below_the_cap() {
    VideoEncoders encoders = new VideoEncoders(h264("h264_videotoolbox"), Encoder::open);

    assertThat(encoders.settings(RUNG.withQuality(36, Speed.FAST), 25).get(0).options())
        .containsEntry("b", "266666")
        .containsEntry("maxrate", "399999");
    assertThat(encoders.settings(RUNG, 25).get(0).options())
        .containsEntry("b", "400000")
        .containsEntry("maxrate", "600000");
  }

  @Test
  void without_another_encoder_the_failure_is_reported() {
    VideoEncoders encoders = new VideoEncoders(
        h264("failing"), (name, setup) -> Failing.open(setup, new AtomicInteger()));

    assertThatThrownBy(() -> render(encoders)).isInstanceOf(MediaException.class);
  }

  @Test
  void a_codec_without_an_encoder_is_named_with_what_to_do() {
    VideoEncoders encoders = VideoEncoders.present(false);
    Rung rung = new Rung("240p-hevc", 320, 240, 400_000, VideoCodec.HEVC);
    RenderSpec spec = Clips.everything(RUNG, rung);

    assertThatThrownBy(() -> render(encoders, spec))
        .isInstanceOfSatisfying(MediaException.class, failed -> {
          assertThat(failed.failure().code()).isEqualTo(FailureCode.ENCODER_MISSING);
          assertThat(failed.failure().retryable()).isFalse();
          assertThat(failed)
              .hasMessageContaining("No encoder for HEVC is here, so the rung 240p-hevc")
              .hasMessageContaining("add FFmpeg's GPL natives");
        });
    assertThat(out).isEmptyDirectory();
  }

  /** Encodes one second of pictures, then fails. */
  private static final class Failing extends Encoder {

    private int left = 25;

    private Failing(AVCodecContext context) {
      super(context);
    }

    static Failing open(Setup setup, AtomicInteger opened) throws LibavException {
      opened.incrementAndGet();
      var codec = avcodec.avcodec_find_encoder_by_name(SOFTWARE);
      AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
      setup.apply(context);
      LibavException.check(
          avcodec.avcodec_open2(context, codec, (org.bytedeco.ffmpeg.avutil.AVDictionary) null),
          "open");
      return new Failing(context);
    }

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public void encode(@Nullable AVFrame frame, Target target) throws LibavException, IOException {
      if (left-- == 0) {
        throw new EncodingException(avutil.AVERROR_EXTERNAL(), "encode a frame");
      }
      super.encode(frame, target);
    }
  }
}
