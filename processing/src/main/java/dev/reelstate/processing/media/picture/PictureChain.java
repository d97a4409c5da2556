package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.TimeBase;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes, in libav's notation, the filters that turn decoded pictures into upright, progressive,
 * 8 bit BT.709 or BT.601 pictures with square pixels, in several sizes.
 *
 * <p>The order is chosen for cost: scale down to the largest size first, map high dynamic range and
 * turn only then, and make each smaller size from the next larger one.
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

  /** A graph with one output for each size, largest first. */
  String describe(List<PictureSize> sizes) {
    List<String> chain = new ArrayList<>();
    chain.add(source());
    if (given.transparent()) {
      chain.add(Backdrop.filters(given, background));
    }
    if (format.interlaced()) {
      chain.add(stills ? "field=type=top" : "bwdif=mode=send_frame:parity=auto:deint=interlaced");
    }
    PictureSize top = turn.swapsSides() ? sizes.get(0).swapped() : sizes.get(0);
    PictureSize fitted = fitted(top);
    chain.add(scaleFirst(fitted));
    if (ColorTags.mapped(format)) {
      chain.addAll(ColorMapping.filters(format));
    }
    if (!fitted.equals(top)) {
      chain.add("pad=" + top.width() + ":" + top.height() + ":(ow-iw)/2:(oh-ih)/2:black");
    }
    chain.addAll(turns());
    chain.add(tags());
    return String.join(",", chain) + cascade(sizes);
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

  private List<String> turns() {
    List<String> filters = new ArrayList<>(
        switch (turn.clockwise()) {
          case 90 -> List.of("transpose=clock");
          case 180 -> List.of("hflip", "vflip");
          case 270 -> List.of("transpose=cclock");
          default -> List.of();
        });
    if (turn.mirrored()) {
      filters.add("hflip");
    }
    return filters;
  }

  private String tags() {
    ColorTags tags = ColorTags.output(format);
    return "setparams=field_mode=prog:range=tv:color_primaries=" + tags.primaries() + ":color_trc="
        + tags.transfer() + ":colorspace=" + tags.matrix() + ",setsar=1";
  }

  private static String cascade(List<PictureSize> sizes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sizes.size(); i++) {
      boolean last = i == sizes.size() - 1;
      if (i > 0) {
        PictureSize size = sizes.get(i);
        text.append("[rest")
            .append(i)
            .append("]scale=w=")
            .append(size.width())
            .append(":h=")
            .append(size.height());
        text.append(SCALER).append(",setsar=1");
      }
      if (!last) {
        text.append(",split[here")
            .append(i)
            .append("][rest")
            .append(i + 1)
            .append("];[here")
            .append(i)
            .append("]");
      } else {
        text.append(",");
      }
      text.append("buffersink@out").append(i).append(last ? "" : ";");
    }
    return text.toString();
  }
}
