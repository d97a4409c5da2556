package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSource;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Names codecs as playlists do (RFC 6381). */
public final class CodecName {

  private static final String AAC_LC = "mp4a.40.2";
  private static final String USUAL_AVC = "avc1.64001f";

  private static final int[] AV1_PIXELS = {
    147_456, 278_784, 665_856, 1_065_024, 2_359_296, 8_912_896
  };
  private static final int[] AV1_LEVELS = {0, 1, 4, 5, 9, 13};
  private static final int[] VP9_PIXELS = {
    36_864, 73_728, 122_880, 245_760, 552_960, 983_040, 2_228_224, 8_912_896
  };
  private static final int[] VP9_LEVELS = {10, 11, 20, 21, 30, 31, 41, 51};

  private CodecName() {}

  /** The name of an output stream's codec. */
  public static String of(PacketSource source) throws LibavException {
    AVCodecParameters parameters =
        LibavException.present(avcodec.avcodec_parameters_alloc(), "describe a codec");
    try {
      source.describe(parameters);
      return of(parameters);
    } finally {
      avcodec.avcodec_parameters_free(parameters);
    }
  }

  private static String of(AVCodecParameters parameters) {
    return switch (parameters.codec_id()) {
      case avcodec.AV_CODEC_ID_AAC -> AAC_LC;
      case avcodec.AV_CODEC_ID_AV1 -> av1(parameters);
      case avcodec.AV_CODEC_ID_VP9 -> vp9(parameters);
      default -> avc(parameters);
    };
  }

  /**
   * Main profile, main tier, 8 bit; the level by the number of pixels (AV1 specification, annex
   * A.3).
   */
  private static String av1(AVCodecParameters parameters) {
    return String.format(Locale.ROOT, "av01.0.%02dM.08", level(parameters, AV1_PIXELS, AV1_LEVELS));
  }

  /**
   * Profile 0, 8 bit; the level by the number of pixels (VP codec ISO media file format binding,
   * and VP9 levels).
   */
  private static String vp9(AVCodecParameters parameters) {
    return String.format(Locale.ROOT, "vp09.00.%02d.08", level(parameters, VP9_PIXELS, VP9_LEVELS));
  }

  /**
   * The lowest level for pictures of this size at up to 60 per second, which is one above the level
   * for 30; each doubling of the rate takes one more.
   */
  private static int level(AVCodecParameters parameters, int[] pixels, int[] levels) {
    long size = (long) parameters.width() * parameters.height();
    int fitting = 0;
    while (fitting < pixels.length - 1 && pixels[fitting] < size) {
      fitting++;
    }
    double rate = avutil.av_q2d(parameters.framerate());
    int faster = rate <= 60 ? 1 : rate <= 120 ? 2 : 3;
    return levels[Math.min(fitting + faster, levels.length - 1)];
  }

  private static String avc(AVCodecParameters parameters) {
    byte[] header = new byte[Math.max(0, parameters.extradata_size())];
    if (header.length > 0) {
      parameters.extradata().get(header);
    }
    return avc(header);
  }

  /**
   * The profile, constraint and level bytes of an AVC configuration record or of the first sequence
   * parameter set.
   */
  private static String avc(byte[] header) {
    if (header.length > 3 && header[0] == 1) {
      return avc(header, 1);
    }
    for (int i = 0; i + 7 < header.length; i++) {
      boolean startCode = header[i] == 0 && header[i + 1] == 0 && header[i + 2] == 1;
      if (startCode && (header[i + 3] & 0x1F) == 7) {
        return avc(header, i + 4);
      }
    }
    return USUAL_AVC;
  }

  private static String avc(byte[] header, int at) {
    return String.format(
        Locale.ROOT,
        "avc1.%02x%02x%02x",
        header[at] & 0xFF,
        header[at + 1] & 0xFF,
        header[at + 2] & 0xFF);
  }
}
