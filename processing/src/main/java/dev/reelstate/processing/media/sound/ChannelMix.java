package dev.reelstate.processing.media.sound;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Mixes channels to two in cases that libav's resampler refuses: loudspeakers in an unusual order,
 * twice, without their counterpart or unnamed, and ambisonic sound.
 */
final class ChannelMix {

  /** The gain of a loudspeaker that both channels share, or that stands aside (ITU-R BS.775). */
  private static final double SHARED = Math.sqrt(0.5);

  private static final int NAME_BYTES = 32;
  private static final int W = avutil.AV_CHAN_AMBISONIC_BASE;
  private static final int Y = W + 1;
  private static final long FRONT =
      avutil.AV_CH_FRONT_LEFT | avutil.AV_CH_FRONT_RIGHT | avutil.AV_CH_FRONT_CENTER;

  private static final List<Long> PAIRS = List.of(
      avutil.AV_CH_FRONT_LEFT | avutil.AV_CH_FRONT_RIGHT,
      avutil.AV_CH_SIDE_LEFT | avutil.AV_CH_SIDE_RIGHT,
      avutil.AV_CH_BACK_LEFT | avutil.AV_CH_BACK_RIGHT,
      avutil.AV_CH_FRONT_LEFT_OF_CENTER | avutil.AV_CH_FRONT_RIGHT_OF_CENTER,
      avutil.AV_CH_TOP_FRONT_LEFT | avutil.AV_CH_TOP_FRONT_RIGHT,
      avutil.AV_CH_TOP_BACK_LEFT | avutil.AV_CH_TOP_BACK_RIGHT,
      avutil.AV_CH_TOP_SIDE_LEFT | avutil.AV_CH_TOP_SIDE_RIGHT);

  /** Loudspeakers that the resampler knows how to mix. */
  private static final long MIXED = PAIRS.stream().reduce(FRONT, (a, b) -> a | b)
      | avutil.AV_CH_BACK_CENTER
      | avutil.AV_CH_LOW_FREQUENCY;

  /** The gains of one channel into the left and the right one. */
  private record Gains(double left, double right) {
    static final Gains NONE = new Gains(0, 0);

    boolean none() {
      return left == 0 && right == 0;
    }
  }

  private ChannelMix() {}

  /** Whether libav's resampler can mix a set of loudspeakers: one in front, and pairs complete. */
  static boolean isUsual(long mask) {
    return (mask & FRONT) != 0
        && (mask & ~MIXED) == 0
        && PAIRS.stream().allMatch(pair -> (mask & pair) == 0 || (mask & pair) == pair);
  }

  /** The channels of a layout, each as libav's number of its loudspeaker or purpose. */
  static List<Integer> channels(AVChannelLayout layout) {
    boolean unnamed = layout.order() == avutil.AV_CHANNEL_ORDER_UNSPEC;
    return IntStream.range(0, layout.nb_channels())
        .map(i -> unnamed
            ? avutil.AV_CHAN_UNKNOWN
            : avutil.av_channel_layout_channel_from_index(layout, i))
        .boxed()
        .toList();
  }

  /**
   * Describes a filter that mixes channels to stereo. Channels without a loudspeaker are heard only
   * if no other channel is.
   */
  static String stereo(List<Integer> channels) {
    List<Gains> gains = channels.stream().map(ChannelMix::gains).toList();
    if (gains.stream().allMatch(Gains::none)) {
      gains = alternating(channels.size());
    }
    return "pan=stereo|c0=" + sum(gains.stream().map(Gains::left).toList()) + "|c1="
        + sum(gains.stream().map(Gains::right).toList());
  }

  private static Gains gains(int channel) {
    if (channel == W) {
      return new Gains(SHARED, SHARED);
    }
    if (channel == Y) {
      return new Gains(SHARED, -SHARED);
    }
    return channel < Long.SIZE ? gains(name(channel)) : Gains.NONE;
  }

  private static String name(int channel) {
    byte[] text = new byte[NAME_BYTES];
    int length = avutil.av_channel_name(text, text.length, channel);
    return length <= 1 || length > text.length
        ? ""
        : new String(text, 0, length - 1, StandardCharsets.US_ASCII);
  }

  private static Gains gains(String name) {
    boolean bass = name.startsWith("LFE");
    boolean main = name.equals("FL") || name.equals("FR") || name.startsWith("D");
    double gain = main ? 1 : SHARED;
    if (name.isEmpty() || bass) {
      return Gains.NONE;
    }
    boolean left = name.indexOf('L') >= 0;
    boolean right = name.indexOf('R') >= 0;
    return new Gains(right ? 0 : gain, left ? 0 : gain);
  }

  /** Recorders store pairs; a last one without its counterpart is heard on both sides. */
  private static List<Gains> alternating(int count) {
    List<Gains> gains = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean odd = i % 2 == 1;
      boolean alone = i == count - 1 && !odd;
      gains.add(alone ? new Gains(SHARED, SHARED) : new Gains(odd ? 0 : 1, odd ? 1 : 0));
    }
    return gains;
  }

  private static String sum(List<Double> gains) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < gains.size(); i++) {
      double gain = gains.get(i);
      if (gain != 0) {
        String sign = gain < 0 ? "-" : text.isEmpty() ? "" : "+";
        text.append(sign).append(String.format(Locale.ROOT, "%.4f*c%d", Math.abs(gain), i));
      }
    }
    return text.isEmpty() ? "0*c0" : text.toString();
  }
}
