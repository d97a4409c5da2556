package dev.reelstate.processing.media.pass;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Colours of the pictures of an output, as a player that heeds the tags shows them. */
final class Colors {

  private Colors() {}

  /** The colour in the middle of the picture in the middle of a film, as 0xRRGGBB. */
  static int inMiddle(Path file) throws Exception {
    return at(file, 0.5, 0.5);
  }

  /** The colour at a place, from 0 to 1, of the picture in the middle of a film, as 0xRRGGBB. */
  static int at(Path file, double x, double y) throws Exception {
    List<Integer> colors = Pictures.of(
        file, frame -> rgb(frame, (int) (x * frame.width()), (int) (y * frame.height())));
    return colors.get(colors.size() / 2);
  }

  /** The one of two colours that another one is more like. */
  static int nearest(int rgb, int one, int two) {
    return distance(rgb, one) < distance(rgb, two) ? one : two;
  }

  private static int distance(int one, int two) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      sum += Math.abs((one >> shift & 0xFF) - (two >> shift & 0xFF));
    }
    return sum;
  }

  private static int rgb(AVFrame frame, int x, int y) {
    double luma = (value(frame, 0, x, y) - 16) / 219.0;
    double blue = (value(frame, 1, x / 2, y / 2) - 128) / 224.0;
    double red = (value(frame, 2, x / 2, y / 2) - 128) / 224.0;
    boolean high = frame.colorspace() == avutil.AVCOL_SPC_BT709;
    double kr = high ? 0.2126 : 0.299;
    double kb = high ? 0.0722 : 0.114;
    double r = luma + 2 * (1 - kr) * red;
    double b = luma + 2 * (1 - kb) * blue;
    double g = (luma - kr * r - kb * b) / (1 - kr - kb);
    return component(r) << 16 | component(g) << 8 | component(b);
  }

  private static int value(AVFrame frame, int plane, int x, int y) {
    return frame.data(plane).get((long) y * frame.linesize(plane) + x) & 0xFF;
  }

  private static int component(double value) {
    return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
  }
}
