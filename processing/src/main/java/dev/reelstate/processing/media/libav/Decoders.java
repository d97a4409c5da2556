package dev.reelstate.processing.media.libav;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * The decoders that untrusted bytes may reach. Everything else that libav was built with stays out
 * of reach, for example MagicYUV (CVE-2026-8461).
 */
public final class Decoders {

  private static final List<String> ALLOWED = List.of(
      // video
      "h264",
      "hevc",
      "libaom-av1",
      "vp8",
      "vp9",
      "mpeg1video",
      "mpeg2video",
      "mpeg4",
      "h263",
      "flv",
      "msmpeg4v1",
      "msmpeg4v2",
      "msmpeg4",
      "wmv1",
      "wmv2",
      "wmv3",
      "vc1",
      "vp6",
      "vp6f",
      "theora",
      "mjpeg",
      "png",
      "prores",
      "dnxhd",
      "dvvideo",
      "ffv1",
      "rawvideo",
      "v210",
      "cfhd",
      "gif",
      "apng",
      // audio
      "aac",
      "aac_latm",
      "mp1",
      "mp1float",
      "mp2",
      "mp2float",
      "mp3",
      "mp3float",
      "ac3",
      "eac3",
      "dca",
      "opus",
      "vorbis",
      "flac",
      "alac",
      "truehd",
      "amrnb",
      "amrwb",
      "wmav1",
      "wmav2",
      "wmapro",
      "nellymoser",
      "speex",
      "pcm_s16le",
      "pcm_s16be",
      "pcm_s24le",
      "pcm_s24be",
      "pcm_s32le",
      "pcm_s32be",
      "pcm_f32le",
      "pcm_f32be",
      "pcm_u8",
      "pcm_s8",
      "pcm_mulaw",
      "pcm_alaw",
      "pcm_bluray",
      "pcm_dvd",
      "adpcm_ms",
      "adpcm_ima_wav",
      "adpcm_ima_qt",
      // subtitles
      "subrip",
      "srt",
      "ass",
      "ssa",
      "mov_text",
      "webvtt",
      "text");

  private static final Set<String> NAMES = Set.copyOf(ALLOWED);

  private Decoders() {}

  /** The names in the format of libav's {@code codec_whitelist}. */
  static String whitelist() {
    return String.join(",", ALLOWED);
  }

  public static boolean allowed(String decoder) {
    return NAMES.contains(decoder);
  }

  /** The decoder that libav prefers for a codec, if it is allowed. */
  public static Optional<AVCodec> find(int codecId) {
    AVCodec codec = avcodec.avcodec_find_decoder(codecId);
    if (codec == null || !allowed(codec.name().getString())) {
      return Optional.empty();
    }
    return Optional.of(codec);
  }
}
