package dev.reelstate.processing.media;

import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Which encoders are used for what, and how they are set. The natives on the class path decide which of them are there. */
final class Encoders {

  /** Best first; the GPL natives have the first, the default ones only the second. */
  private static final List<String> H264 = List.of("libx264", "libopenh264");

  /** Key frames come where they are forced; this far apart none is forced in any sensible film. */
  private static final int NO_KEY_FRAMES_OF_ITS_OWN = 100_000;

  private static final double MIN_RATE = 1;
  private static final double MAX_RATE = 60;

  private Encoders() {}

  /**
   * Opens an H.264 encoder for yuv420p pictures timed in {@link TimeBase#MEDIA}. Frames of picture type I become key frames.
   *
   * @param frameRate mean pictures per second, a hint for rate control; 0 if unknown
   */
  static Encoder h264(PictureSize size, long bitRate, double frameRate, ColorTags colors)
      throws LibavException {
    String name = H264.stream()
        .filter(candidate -> avcodec.avcodec_find_encoder_by_name(candidate) != null)
        .findFirst()
        .orElseThrow(
            () -> new LibavException(avutil.AVERROR_ENCODER_NOT_FOUND(), "find an H.264 encoder"));
    return Encoder.open(name, context -> {
      picture(context, size, colors);
      context.bit_rate(bitRate);
      context.rc_max_rate(bitRate + bitRate / 2);
      context.gop_size(NO_KEY_FRAMES_OF_ITS_OWN);
      context.max_b_frames(0);
      double rate = Math.max(MIN_RATE, Math.min(MAX_RATE, frameRate == 0 ? 25 : frameRate));
      context.framerate().num((int) Math.round(rate * 1000)).den(1000);
      if (name.equals("libopenh264")) {
        openH264(context);
      } else {
        x264(context, bitRate);
      }
    });
  }

  private static void picture(AVCodecContext context, PictureSize size, ColorTags colors) {
    context.width(size.width()).height(size.height());
    context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
    context.sample_aspect_ratio().num(1).den(1);
    TimeBase.MEDIA.copyTo(context.time_base());
    context.color_range(avutil.AVCOL_RANGE_MPEG);
    context.colorspace(colors.matrix());
    context.color_primaries(colors.primaries());
    context.color_trc(colors.transfer());
    context.thread_count(1);
    context.slices(1);
    context.flags(context.flags()
        | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER
        | avcodec.AV_CODEC_FLAG_FRAME_DURATION);
  }

  private static void openH264(AVCodecContext context) {
    avutil.av_opt_set(context.priv_data(), "profile", "high", 0);
    avutil.av_opt_set(context.priv_data(), "rc_mode", "bitrate", 0);
    avutil.av_opt_set(context.priv_data(), "allow_skip_frames", "0", 0);
  }

  private static void x264(AVCodecContext context, long bitRate) {
    context.rc_buffer_size((int) Math.min(Integer.MAX_VALUE, bitRate * 2));
    avutil.av_opt_set(context.priv_data(), "preset", "veryfast", 0);
    avutil.av_opt_set(context.priv_data(), "forced-idr", "1", 0);
    avutil.av_opt_set(context.priv_data(), "sc_threshold", "0", 0);
  }

  /** Opens an MPEG-4 part 2 encoder, which allows odd sides. */
  static Encoder mpeg4(PictureSize size, long bitRate, double frameRate) throws LibavException {
    return Encoder.open("mpeg4", context -> {
      picture(
          context,
          size,
          new ColorTags(
              avutil.AVCOL_SPC_SMPTE170M, avutil.AVCOL_PRI_SMPTE170M, avutil.AVCOL_TRC_SMPTE170M));
      context.bit_rate(bitRate);
      // MPEG-4 part 2 has 16 bits for the ticks of a second.
      new TimeBase(1, 30_000).copyTo(context.time_base());
      context.framerate().num((int) Math.round(frameRate * 1000)).den(1000);
    });
  }

  /** Opens an AAC-LC encoder for planar floats, timed in samples. */
  static Encoder aac(PcmFormat format, long bitRate) throws LibavException {
    return Encoder.open("aac", context -> {
      context.sample_rate(format.rate());
      context.sample_fmt(avutil.AV_SAMPLE_FMT_FLTP);
      avutil.av_channel_layout_default(context.ch_layout(), format.channels());
      context.bit_rate(bitRate);
      format.timeBase().copyTo(context.time_base());
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    });
  }

  /**
   * Opens a WebP encoder for moving pictures.
   *
   * @param quality 0 to 100, best last
   */
  static Encoder webp(PictureSize size, int quality) throws LibavException {
    return Encoder.open("libwebp_anim", context -> {
      context.width(size.width()).height(size.height());
      context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
      new TimeBase(1, 1000).copyTo(context.time_base());
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
      context.global_quality(quality * avutil.FF_QP2LAMBDA);
    });
  }

  /** Opens a PNG encoder for pictures with transparency. */
  static Encoder png(PictureSize size) throws LibavException {
    return Encoder.open("png", context -> {
      context.width(size.width()).height(size.height());
      context.pix_fmt(avutil.AV_PIX_FMT_RGBA);
      TimeBase.MEDIA.copyTo(context.time_base());
      context.thread_count(1);
    });
  }

  /** Opens a JPEG encoder for full-range BT.601 pictures. */
  static Encoder jpeg(PictureSize size, int quality) throws LibavException {
    return Encoder.open("mjpeg", context -> {
      context.width(size.width()).height(size.height());
      context.pix_fmt(avutil.AV_PIX_FMT_YUVJ420P);
      context.color_range(avutil.AVCOL_RANGE_JPEG);
      TimeBase.MEDIA.copyTo(context.time_base());
      context.thread_count(1);
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
      context.global_quality(quality * avutil.FF_QP2LAMBDA);
      avutil.av_opt_set(context.priv_data(), "huffman", "optimal", 0);
    });
  }
}
