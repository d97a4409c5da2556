package dev.reelstate.processing.media.picture;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;

/** Describes the filters that map pictures of another colour space to 8 bit BT.709. */
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
    String in = "zscale=matrixin=" + ColorTags.inputMatrix(format)
        + ":primariesin=" + ColorTags.inputPrimaries(format)
        + ":rangein=" + (format.fullRange() ? "pc" : "tv");
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
}
