package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.libav.TimeBase;
import java.util.Locale;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The properties of decoded sound that a filter graph depends on.
 *
 * @param channelMask libav's mask of loudspeakers, or 0 if the order of the channels is unknown
 */
public record SoundFormat(int sampleRate, int sampleFormat, int channels, long channelMask) {

  public static SoundFormat of(AVFrame frame) {
    int channels = frame.ch_layout().nb_channels();
    if (frame.ch_layout().order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
      avutil.av_channel_layout_default(frame.ch_layout(), channels);
    }
    boolean known = frame.ch_layout().order() == avutil.AV_CHANNEL_ORDER_NATIVE;
    return new SoundFormat(
        frame.sample_rate(), frame.format(), channels, known ? frame.ch_layout().u_mask() : 0);
  }

  public TimeBase timeBase() {
    return new TimeBase(1, sampleRate);
  }

  /**
   * Describes a graph that converts to planar floats and follows the timestamps, beginning at a
   * given output sample.
   *
   * @param from the first output sample; sound before it is cut, and a gap after it is filled
   * @param gain the gain of the sound in decibels
   */
  public String describe(long from, PcmFormat output, double gain) {
    long firstInput = output.timeBase().to(timeBase(), from);
    String layout = channelMask == 0
        ? "channels=" + channels
        : "channel_layout=0x" + Long.toHexString(channelMask);
    return "abuffer@in=sample_rate=" + sampleRate + ":sample_fmt=" + sampleFormat + ":" + layout
        + ":time_base=1/" + sampleRate
        + ",aresample=" + output.rate() + ":async=1:min_hard_comp=0.04:first_pts=" + firstInput
        + ",aformat=sample_fmts=fltp:sample_rates=" + output.rate() + ":channel_layouts="
        + output.layout()
        + (gain == 0 ? "" : String.format(Locale.ROOT, ",volume=%.3fdB", gain))
        + ",abuffersink@out0";
  }
}
