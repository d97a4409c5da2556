package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.libav.Cropping;
import dev.reelstate.video.VideoTrack;
import java.util.function.ToIntFunction;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a decoded picture that a filter graph depends on; a picture that differs needs
 * another graph.
 *
 * @param pixelAspectNum width of a pixel, 0 if unknown
 * @param pixelAspectDen height of a pixel
 * @param premultiplied whether colours have been multiplied by their opacity
 */
public record PictureFormat(
    int width,
    int height,
    int pixelFormat,
    int colorSpace,
    int colorRange,
    int primaries,
    int transfer,
    int pixelAspectNum,
    int pixelAspectDen,
    boolean interlaced,
    boolean premultiplied) {

  public static PictureFormat of(AVFrame frame) {
    AVRational aspect = frame.sample_aspect_ratio();
    return new PictureFormat(
        frame.width(),
        frame.height(),
        frame.format(),
        frame.colorspace(),
        frame.color_range(),
        frame.color_primaries(),
        frame.color_trc(),
        aspect.num(),
        aspect.den(),
        (frame.flags() & AVFrame.AV_FRAME_FLAG_INTERLACED) != 0,
        frame.alpha_mode() == avutil.AVALPHA_MODE_PREMULTIPLIED);
  }

  /** The format expected of a track's pictures, before one is decoded. */
  public static PictureFormat of(VideoTrack track) {
    boolean turned = track.rotation() % 180 != 0;
    int width = turned ? track.height() : track.width();
    int height = turned ? track.width() : track.height();
    return new PictureFormat(
        (int) Math.round(width / Math.max(1, track.pixelAspect())),
        (int) Math.round(height * Math.min(1, track.pixelAspect())),
        track.pixelFormat() == null
            ? avutil.AV_PIX_FMT_YUV420P
            : avutil.av_get_pix_fmt(track.pixelFormat()),
        code(track.colorSpace(), avutil::av_color_space_from_name, avutil.AVCOL_SPC_UNSPECIFIED),
        "pc".equals(track.colorRange()) ? avutil.AVCOL_RANGE_JPEG : avutil.AVCOL_RANGE_MPEG,
        code(
            track.colorPrimaries(),
            avutil::av_color_primaries_from_name,
            avutil.AVCOL_PRI_UNSPECIFIED),
        code(
            track.colorTransfer(),
            avutil::av_color_transfer_from_name,
            avutil.AVCOL_TRC_UNSPECIFIED),
        1,
        1,
        track.interlaced(),
        false);
  }

  private static int code(@Nullable String name, ToIntFunction<String> lookup, int unknown) {
    int code = name == null ? unknown : lookup.applyAsInt(name);
    return code < 0 ? unknown : code;
  }

  PictureFormat withInterlaced() {
    return new PictureFormat(
        width,
        height,
        pixelFormat,
        colorSpace,
        colorRange,
        primaries,
        transfer,
        pixelAspectNum,
        pixelAspectDen,
        true,
        premultiplied);
  }

  /** Whether something may be seen through the pictures. */
  boolean transparent() {
    AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(pixelFormat);
    return descriptor != null && (descriptor.flags() & avutil.AV_PIX_FMT_FLAG_ALPHA) != 0;
  }

  /** The format of the same pictures in front of a {@link Backdrop}. */
  PictureFormat opaque() {
    return new PictureFormat(
        width,
        height,
        avutil.AV_PIX_FMT_GBRP,
        avutil.AVCOL_SPC_RGB,
        avutil.AVCOL_RANGE_JPEG,
        primaries,
        transfer,
        pixelAspectNum,
        pixelAspectDen,
        interlaced,
        false);
  }

  /** Displayed width over height, before any turn; a pixel of unknown shape counts as square. */
  public double aspect() {
    boolean known = pixelAspectNum > 0 && pixelAspectDen > 0;
    return aspect(width, height, known ? (double) pixelAspectNum / pixelAspectDen : 1);
  }

  /** The same according to a stream's header. */
  public static double aspect(AVCodecParameters parameters) {
    AVRational pixel = parameters.sample_aspect_ratio();
    boolean known = pixel.num() > 0 && pixel.den() > 0;
    Cropping cropping = Cropping.of(parameters);
    return aspect(
        cropping.width(parameters.width()),
        cropping.height(parameters.height()),
        known ? (double) pixel.num() / pixel.den() : 1);
  }

  private static double aspect(int width, int height, double pixel) {
    return width <= 0 || height <= 0 ? 1 : width * pixel / height;
  }

  /** Bits of a colour component; 0 if unknown. */
  int depth() {
    AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(pixelFormat);
    return descriptor == null ? 0 : descriptor.comp(0).depth();
  }

  /** Whether values use all bits; those of RGB always do. */
  boolean fullRange() {
    return colorRange == avutil.AVCOL_RANGE_JPEG || ColorTags.rgb(this);
  }

  boolean hdr() {
    return transfer == avutil.AVCOL_TRC_SMPTE2084 || transfer == avutil.AVCOL_TRC_ARIB_STD_B67;
  }
}
