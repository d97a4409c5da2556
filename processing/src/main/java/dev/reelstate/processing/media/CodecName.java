package dev.reelstate.processing.media;

import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.global.avcodec;

/** Names codecs as playlists do (RFC 6381). */
final class CodecName {

  private static final String AAC_LC = "mp4a.40.2";
  private static final String USUAL_AVC = "avc1.64001f";

  private CodecName() {}

  /** The name of a stream's codec, of those that outputs have. */
  static String of(PacketSource source) throws LibavException {
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
    if (parameters.codec_id() == avcodec.AV_CODEC_ID_AAC) {
      return AAC_LC;
    }
    byte[] header = new byte[Math.max(0, parameters.extradata_size())];
    if (header.length > 0) {
      parameters.extradata().get(header);
    }
    return avc(header);
  }

  /** The profile, constraint and level bytes, of an AVC configuration record or of the first sequence parameter set. */
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
