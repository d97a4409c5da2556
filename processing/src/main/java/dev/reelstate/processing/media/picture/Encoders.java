package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Opens the encoders of which there is only one for each purpose. Moving pictures for players are
 * encoded by {@link VideoEncoders}.
 */
public final class Encoders {

  private Encoders() {}

  /** The settings shared by all encoders of moving pictures. */
  static void picture(AVCodecContext context, PictureSize size, ColorTags colors) {
    context.width(size.width()).height(size.height());
    context.pix_fmt(colors.hdr() ? avutil.AV_PIX_FMT_YUV420P10LE : avutil.AV_PIX_FMT_YUV420P);
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

  /** Opens an MPEG-4 part 2 encoder, which allows odd sides. */
  public static Encoder mpeg4(PictureSize size, long bitRate, double frameRate)
      throws LibavException {
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

  /**
   * Opens a WebP encoder for moving pictures.
   *
   * @param quality 0 (worst) to 100 (best)
   */
  public static Encoder webp(PictureSize size, int quality) throws LibavException {
    return Encoder.open("libwebp_anim", context -> {
      context.width(size.width()).height(size.height());
      context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
      new TimeBase(1, 1000).copyTo(context.time_base());
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_QSCALE);
      context.global_quality(quality * avutil.FF_QP2LAMBDA);
    });
  }

  /** Opens a PNG encoder for pictures with transparency. */
  public static Encoder png(PictureSize size) throws LibavException {
    return Encoder.open("png", context -> {
      context.width(size.width()).height(size.height());
      context.pix_fmt(avutil.AV_PIX_FMT_RGBA);
      TimeBase.MEDIA.copyTo(context.time_base());
      context.thread_count(1);
    });
  }

  /** Opens a JPEG encoder for full-range BT.601 pictures. */
  public static Encoder jpeg(PictureSize size, int quality) throws LibavException {
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
