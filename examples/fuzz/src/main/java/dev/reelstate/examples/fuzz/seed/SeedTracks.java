package dev.reelstate.examples.fuzz.seed;

import dev.reelstate.examples.fuzz.seed.Seed.Coder;
import dev.reelstate.examples.fuzz.seed.SeedWriter.Track;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Scope;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Opens the tracks of a {@link Seed}. */
final class SeedTracks {

  private static final int RATE = 25;
  private static final int GROUP = 6;
  private static final int SAMPLE_RATE = 48_000;
  private static final int SAMPLES = 1024;
  private static final long PICTURE_BITS = 100_000;
  private static final long SOUND_BITS = 64_000;

  /** Containers that keep what decoders need to know apart from the packets. */
  private static final Set<String> WITH_HEADERS =
      Set.of("mp4", "mov", "ipod", "matroska", "webm", "flv", "asf", "ogg", "caf", "apng");

  private SeedTracks() {}

  static Track pictures(Seed seed, Coder coder, Scope scope) throws LibavException {
    FilterGraph source = FilterGraph.video(
        "testsrc2=size=" + coder.width() + "x" + coder.height() + ":rate=" + RATE
            + ",trim=end_frame=" + coder.pictures() + ",format=" + coder.format()
            + ",buffersink@out0",
        1);
    scope.onClose(source::close);
    Encoder encoder = Encoder.open(coder.encoder(), context -> {
      context.width(coder.width()).height(coder.height());
      context.pix_fmt(avutil.av_get_pix_fmt(coder.format()));
      context.time_base().num(1).den(RATE);
      context.framerate().num(RATE).den(1);
      context.gop_size(GROUP);
      context.bit_rate(PICTURE_BITS);
      context.thread_count(1);
      common(seed, context);
    });
    scope.onClose(encoder::close);
    return new Track(source, encoder);
  }

  static Track sound(Seed seed, Coder coder, Scope scope) throws LibavException {
    Encoder encoder = Encoder.open(coder.encoder(), context -> {
      context.sample_rate(SAMPLE_RATE);
      context.sample_fmt(avutil.av_get_sample_fmt(coder.format()));
      avutil.av_channel_layout_default(context.ch_layout(), 2);
      context.time_base().num(1).den(SAMPLE_RATE);
      context.bit_rate(SOUND_BITS);
      // Some of FFmpeg's own encoders have to be allowed.
      context.strict_std_compliance(avcodec.FF_COMPLIANCE_EXPERIMENTAL);
      common(seed, context);
    });
    scope.onClose(encoder::close);
    int samples = encoder.context().frame_size();
    FilterGraph source = FilterGraph.audio(
        "sine=frequency=330:sample_rate=" + SAMPLE_RATE + ":duration=0.6,aformat=sample_fmts="
            + coder.format() + ":channel_layouts=stereo,asetnsamples=n="
            + (samples > 0 ? samples : SAMPLES) + ":p=0,abuffersink@out0");
    scope.onClose(source::close);
    return new Track(source, encoder);
  }

  private static void common(Seed seed, AVCodecContext context) {
    if (WITH_HEADERS.contains(seed.muxer())) {
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    }
  }
}
