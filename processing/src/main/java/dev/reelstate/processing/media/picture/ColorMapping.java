package dev.reelstate.processing.media.picture;

import dev.reelstate.video.VideoRange;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Describes the filters that map pictures of another colour space to 8 bit BT.709, or to 10 bit
 * BT.2020 of a high dynamic range.
 */
final class ColorMapping {

  private static final String BT709 = "transfer=bt709:matrix=bt709:primaries=bt709:range=tv";

  private ColorMapping() {}

  /**
   * The filters for pictures of a format. Standard dynamic range keeps its tone curve, which
   * screens treat alike whatever its name; high dynamic range is mapped in linear light.
   */
  static List<String> filters(PictureFormat format) {
    List<String> filters = new ArrayList<>();
    if (ColorTags.rgb(format)) {
      filters.add("format=" + (format.depth() > 8 ? "gbrp16" : "gbrp"));
    }
    String in = input(format);
    if (format.hdr()) {
      filters.addAll(List.of(
          in + ":transferin=" + format.transfer() + ":transfer=linear:npl=100",
          "format=gbrpf32le",
          "zscale=primaries=bt709",
          "tonemap=tonemap=hable:desat=0",
          "zscale=" + BT709));
    } else {
      filters.add(in + ":transferin=" + avutil.AVCOL_TRC_BT709 + ":" + BT709);
    }
    filters.add("format=yuv420p");
    return filters;
  }

  private static String input(PictureFormat format) {
    return "zscale=matrixin=" + ColorTags.inputMatrix(format)
        + ":primariesin=" + ColorTags.inputPrimaries(format)
        + ":rangein=" + (format.fullRange() ? "pc" : "tv");
  }

  /**
   * The filters for pictures that keep a high dynamic range. Their values stay as they are, unless
   * the film writes them in a way that encoders do not.
   */
  static List<String> keeping(PictureFormat format, VideoRange range) {
    List<String> filters = new ArrayList<>();
    ColorTags wanted = ColorTags.output(format, range);
    boolean plain = ColorTags.inputMatrix(format) == wanted.matrix()
        && ColorTags.inputPrimaries(format) == wanted.primaries()
        && format.transfer() == wanted.transfer()
        && !format.fullRange();
    if (!plain) {
      if (ColorTags.rgb(format)) {
        filters.add("format=gbrp16");
      }
      int transfer = format.hdr() ? format.transfer() : avutil.AVCOL_TRC_BT709;
      filters.add(input(format) + ":transferin=" + transfer + ":transfer=" + wanted.transfer()
          + ":matrix=" + wanted.matrix() + ":primaries=" + wanted.primaries() + ":range=tv");
    }
    filters.add("format=yuv420p10le");
    return filters;
  }
}
