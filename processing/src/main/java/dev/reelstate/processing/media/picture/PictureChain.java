package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.video.VideoRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes, in libav's notation, the filters that turn decoded pictures into upright, progressive,
 * pictures with square pixels, in several sizes: 8 bit in BT.709 or BT.601, or 10 bit in BT.2020
 * where the film's high dynamic range is kept.
 *
 * <p>The order is chosen for cost: scale down first, map high dynamic range and turn only then, and
 * make smaller sizes from larger ones, as the {@link SizeTree} says.
 */
final class PictureChain {

  /** Sides are rounded to even numbers, which distorts small pictures by a few hundredths. */
  private static final double SAME_SHAPE = 0.03;

  private static final String SCALER = ":flags=bicubic";

  private final PictureFormat given;
  private final PictureFormat format;
  private final int background;
  private final DisplayTurn turn;
  private final boolean stills;
  private final double wider;

  /**
   * Creates a chain.
   *
   * @param stills whether the pictures are single ones out of a film, whose neighbours are
   *     unrelated
   * @param background what is seen through transparent pictures, as 0xRRGGBB
   * @param wider how many times wider the pictures are than those that fill the sizes
   */
  PictureChain(
      PictureFormat format, DisplayTurn turn, boolean stills, int background, double wider) {
    this.given = format;
    this.format = format.transparent() ? format.opaque() : format;
    this.background = background;
    this.turn = turn;
    this.stills = stills;
    this.wider = wider;
  }

  /** A graph with one output for each size of a tree, in its order. */
  String describe(SizeTree tree) {
    List<String> chain = new ArrayList<>();
    chain.add(source());
    if (given.transparent()) {
      chain.add(Backdrop.filters(given, background));
    }
    if (format.interlaced()) {
      chain.add(stills ? "field=type=top" : "bwdif=mode=send_frame:parity=auto:deint=interlaced");
    }
    StringBuilder text = new StringBuilder(String.join(",", chain));
    List<Integer> roots = tree.children(SizeTree.SOURCE);
    split(text, "s", roots.size());
    for (int i = 0; i < roots.size(); i++) {
      next(text, "s", i, roots.size());
      append(text, tree, roots.get(i));
    }
    return text.toString();
  }

  /** Splits what comes before into several outputs, named by a prefix and a number. */
  private static void split(StringBuilder text, String prefix, int count) {
    if (count > 1) {
      text.append(",split=").append(count);
      for (int i = 0; i < count; i++) {
        text.append('[').append(prefix).append(i).append(']');
      }
    }
  }

  /** Continues one of the outputs of a split. */
  private static void next(StringBuilder text, String prefix, int number, int count) {
    text.append(count > 1 ? ";[" + prefix + number + "]" : ",");
  }

  /** Appends the filters of a size and of those that are scaled from it. */
  private void append(StringBuilder text, SizeTree tree, int number) {
    PictureSize size = tree.sizes().get(number);
    text.append(
        tree.parents().get(number) == SizeTree.SOURCE
            ? String.join(",", first(size, tree.range(number)))
            : "scale=w=" + size.width() + ":h=" + size.height() + SCALER + ",setsar=1");
    List<Integer> children = tree.children(number);
    String prefix = "p" + number + "x";
    int count = children.size() + 1;
    split(text, prefix, count);
    next(text, prefix, 0, count);
    text.append("buffersink@out").append(number);
    for (int i = 0; i < children.size(); i++) {
      next(text, prefix, i + 1, count);
      append(text, tree, children.get(i));
    }
  }

  /** The filters that make a size of the source's pictures. */
  private List<String> first(PictureSize size, VideoRange range) {
    List<String> chain = new ArrayList<>();
    PictureSize top = turn.swapsSides() ? size.swapped() : size;
    PictureSize fitted = fitted(top);
    if (range.hdr()) {
      chain.add("scale=w=" + fitted.width() + ":h=" + fitted.height() + SCALER);
      chain.addAll(ColorMapping.keeping(format, range));
    } else {
      chain.add(scaleFirst(fitted));
      if (ColorTags.mapped(format)) {
        chain.addAll(ColorMapping.filters(format));
      }
    }
    if (!fitted.equals(top)) {
      chain.add("pad=" + top.width() + ":" + top.height() + ":(ow-iw)/2:(oh-ih)/2:black");
    }
    chain.addAll(turn.filters());
    chain.add(tags(ColorTags.output(format, range)));
    return chain;
  }

  /** The size without bars: a picture shaped unlike the film keeps its shape, between bars. */
  private PictureSize fitted(PictureSize size) {
    if (Math.abs(wider - 1) <= SAME_SHAPE) {
      return size;
    }
    return wider > 1
        ? new PictureSize(size.width(), PictureSize.even(size.height() / wider))
        : new PictureSize(PictureSize.even(size.width() * wider), size.height());
  }

  private String source() {
    return "buffer@in=video_size=" + given.width() + "x" + given.height()
        + ":pix_fmt=" + given.pixelFormat()
        + ":time_base=" + TimeBase.MEDIA.num() + "/" + TimeBase.MEDIA.den()
        + ":pixel_aspect=1/1"
        + ":colorspace=" + ColorTags.declared(given)
        + ":range=" + given.colorRange();
  }

  private String scaleFirst(PictureSize size) {
    String scale = "scale=w=" + size.width() + ":h=" + size.height() + SCALER;
    if (ColorTags.mapped(format)) {
      return scale;
    }
    return scale + ":in_color_matrix=" + ColorTags.name(ColorTags.inputMatrix(format))
        + ":out_color_matrix=" + ColorTags.name(ColorTags.output(format).matrix())
        + ":out_range=tv,format=yuv420p";
  }

  private static String tags(ColorTags tags) {
    return "setparams=field_mode=prog:range=tv:color_primaries=" + tags.primaries() + ":color_trc="
        + tags.transfer() + ":colorspace=" + tags.matrix() + ",setsar=1";
  }
}
