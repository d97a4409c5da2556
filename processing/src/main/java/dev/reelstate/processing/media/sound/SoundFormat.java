package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.libav.TimeBase;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The properties of decoded sound that a filter graph depends on.
 *
 * @param sampleRate samples per second
 * @param sampleFormat libav's number of the format
 * @param channels number of channels
 * @param channelMask libav's mask of loudspeakers, or 0 if libav cannot mix the channels
 * @param unusual libav's number of each channel's loudspeaker if the mask is 0, else empty
 */
public record SoundFormat(
    int sampleRate, int sampleFormat, int channels, long channelMask, List<Integer> unusual) {

  /** Channels without names stand for the usual loudspeakers only in these numbers. */
  private static final Set<Integer> USUAL_NUMBERS = Set.of(1, 2, 5, 6, 7, 8);

  /** Peaks between samples are seen at four times the sample rate (ITU-R BS.1770, annex 2). */
  private static final int OVERSAMPLING = 4;

  /** 4.4 dB below full scale, since the encoder adds up to 3.4 dB where loud sound begins. */
  private static final String LIMITER = ",alimiter=limit=0.6:level=0:latency=1";

  /** Copies the list. */
  public SoundFormat {
    unusual = List.copyOf(unusual);
  }

  /** The format of a frame, whose channel layout is changed to one that the graph accepts. */
  static SoundFormat of(AVFrame frame) {
    AVChannelLayout layout = frame.ch_layout();
    int count = layout.nb_channels();
    boolean unnamed =
        layout.order() == avutil.AV_CHANNEL_ORDER_UNSPEC && USUAL_NUMBERS.contains(count);
    if (count == 1 || unnamed) {
      avutil.av_channel_layout_uninit(layout);
      avutil.av_channel_layout_default(layout, count);
    }
    boolean usual =
        layout.order() == avutil.AV_CHANNEL_ORDER_NATIVE && ChannelMix.isUsual(layout.u_mask());
    long mask = usual ? layout.u_mask() : 0;
    List<Integer> unusual = usual ? List.of() : ChannelMix.channels(layout);
    if (!usual) {
      avutil.av_channel_layout_uninit(layout);
      layout.order(avutil.AV_CHANNEL_ORDER_UNSPEC).nb_channels(count);
    }
    return new SoundFormat(frame.sample_rate(), frame.format(), count, mask, unusual);
  }

  TimeBase timeBase() {
    return new TimeBase(1, sampleRate);
  }

  /**
   * Describes a graph that converts to planar floats and follows the timestamps, beginning at a
   * given output sample. Where channels are mixed, their sum is kept below full scale.
   *
   * @param from the first output sample; sound before it is cut, and a gap after it is filled
   * @param gain the gain of the sound in decibels
   */
  String describe(long from, PcmFormat output, double gain) {
    long firstInput = output.timeBase().to(timeBase(), from);
    String layout = unusual.isEmpty()
        ? "channel_layout=0x" + Long.toHexString(channelMask)
        : "channels=" + channels;
    String format = ",aformat=sample_fmts=fltp:sample_rates=" + output.rate() + ":channel_layouts="
        + output.layout();
    boolean mixed = !unusual.isEmpty() || channels > output.channels();
    return "abuffer@in=sample_rate=" + sampleRate + ":sample_fmt=" + sampleFormat + ":" + layout
        + ":time_base=1/" + sampleRate
        + (unusual.isEmpty() ? "" : "," + ChannelMix.stereo(unusual))
        + ",aresample=" + output.rate() + ":async=1:min_hard_comp=0.04:first_pts=" + firstInput
        + format
        + (mixed ? ",aresample=" + OVERSAMPLING * output.rate() + LIMITER + format : "")
        + (gain == 0 ? "" : String.format(Locale.ROOT, ",volume=%.3fdB", gain))
        + ",abuffersink@out0";
  }
}
