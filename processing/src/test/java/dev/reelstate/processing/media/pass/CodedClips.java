package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.packaging.OutputBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Films and sounds of a second, in any codec and container of the natives, by libav's names. */
public final class CodedClips {

  public static final int SAMPLE_RATE = 48_000;

  private static final Set<String> WITHOUT_HEADERS = Set.of("mpegts", "mpeg", "adts", "dv");

  private CodedClips() {}

  /** A field of one colour at 25 pictures a second. */
  public static Path color(
      String color, String encoder, String format, String size, String muxer, Path file)
      throws Exception {
    MediaNatives.require();
    String graph = "color=" + color + ":size=" + size + ":rate=25:duration=1,format=" + format
        + ",buffersink@out0";
    try (FilterGraph source = FilterGraph.video(graph, 1)) {
      return encode(
          source,
          encoder,
          context -> {
            context.width(Integer.parseInt(size.substring(0, size.indexOf('x'))));
            context.height(Integer.parseInt(size.substring(size.indexOf('x') + 1)));
            context.pix_fmt(avutil.av_get_pix_fmt(format));
            context.time_base().num(1).den(25);
            context.framerate().num(25).den(1);
          },
          muxer,
          file);
    }
  }

  /** Moving shapes of 160x120 pixels at 25 pictures a second, for three seconds. */
  public static Path moving(
      String encoder, String format, String muxer, Encoder.Setup setup, Path file)
      throws Exception {
    MediaNatives.require();
    String graph = "testsrc2=size=160x120:rate=25:duration=3,format=" + format + ",buffersink@out0";
    try (FilterGraph source = FilterGraph.video(graph, 1)) {
      return encode(
          source,
          encoder,
          context -> {
            context.width(160).height(120).pix_fmt(avutil.av_get_pix_fmt(format));
            context.time_base().num(1).den(25);
            context.framerate().num(25).den(1);
            setup.apply(context);
          },
          muxer,
          file);
    }
  }

  /** A tone of 440 Hz in stereo. */
  public static Path tone(String encoder, String format, String muxer, Path file) throws Exception {
    MediaNatives.require();
    String graph =
        "sine=frequency=440:sample_rate=" + SAMPLE_RATE + ":duration=1,aformat=sample_fmts="
            + format + ":channel_layouts=stereo,asetnsamples=n=%d:p=0,abuffersink@out0";
    int samples = frameSize(encoder, format);
    try (FilterGraph source = FilterGraph.audio(String.format(graph, samples))) {
      return encode(source, encoder, context -> sound(context, format), muxer, file);
    }
  }

  private static int frameSize(String encoder, String format) throws Exception {
    try (Encoder probe = Encoder.open(encoder, context -> sound(context, format))) {
      return Math.max(probe.context().frame_size(), 40);
    }
  }

  private static void sound(AVCodecContext context, String format) {
    context.sample_rate(SAMPLE_RATE);
    context.sample_fmt(avutil.av_get_sample_fmt(format));
    avutil.av_channel_layout_default(context.ch_layout(), 2);
    context.time_base().num(1).den(SAMPLE_RATE);
    context.strict_std_compliance(avcodec.FF_COMPLIANCE_EXPERIMENTAL);
  }

  private static Path encode(
      FilterGraph source, String name, Encoder.Setup setup, String format, Path file)
      throws Exception {
    AVFrame frame = Frames.make();
    try (Scope scope = new Scope()) {
      scope.onClose(() -> Frames.free(frame));
      Encoder encoder = Encoder.open(name, context -> {
        setup.apply(context);
        if (!WITHOUT_HEADERS.contains(format)) {
          context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
      });
      scope.onClose(encoder::close);
      Muxer muxer = Muxer.open(
          format,
          new OutputBudget(Long.MAX_VALUE).create(file),
          true,
          Map.of(),
          List.of(encoder),
          stream -> {});
      scope.onClose(muxer::close);
      while (source.pull(0, frame)) {
        frame.pict_type(avutil.AV_PICTURE_TYPE_NONE);
        frame.pts(source.timeBase(0).to(encoder.timeBase(), frame.pts()));
        frame.duration(source.timeBase(0).to(encoder.timeBase(), frame.duration()));
        encoder.encode(frame, packet -> muxer.write(0, packet));
        avutil.av_frame_unref(frame);
      }
      encoder.encode(null, packet -> muxer.write(0, packet));
      muxer.finish();
    }
    return file;
  }
}
