package dev.reelstate.processing.media.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/** Calls codecs by the names that people know, rather than by libav's. */
public final class CodecNames {

  private static final Map<String, String> KNOWN = Map.ofEntries(
      Map.entry("h264", "H.264"),
      Map.entry("hevc", "H.265"),
      Map.entry("vvc", "H.266"),
      Map.entry("av1", "AV1"),
      Map.entry("mpeg4", "MPEG-4 Visual"),
      Map.entry("mjpeg", "Motion JPEG"),
      Map.entry("prores", "Apple ProRes"),
      Map.entry("dnxhd", "Avid DNxHD"),
      Map.entry("cfhd", "GoPro CineForm"),
      Map.entry("ffv1", "FFV1"),
      Map.entry("qtrle", "QuickTime Animation"),
      Map.entry("rpza", "QuickTime Video"),
      Map.entry("cinepak", "Cinepak"),
      Map.entry("svq1", "Sorenson Video 1"),
      Map.entry("svq3", "Sorenson Video 3"),
      Map.entry("hap", "Hap"),
      Map.entry("utvideo", "Ut Video"),
      Map.entry("lagarith", "Lagarith"),
      Map.entry("magicyuv", "MagicYUV"),
      Map.entry("aac", "AAC"),
      Map.entry("mp3", "MP3"),
      Map.entry("ac3", "Dolby Digital"),
      Map.entry("eac3", "Dolby Digital Plus"),
      Map.entry("ac4", "Dolby AC-4"),
      Map.entry("truehd", "Dolby TrueHD"),
      Map.entry("dolby_e", "Dolby E"),
      Map.entry("dts", "DTS"),
      Map.entry("mpegh_3d_audio", "MPEG-H 3D Audio"),
      Map.entry("cook", "RealAudio G2"),
      Map.entry("sipr", "RealAudio Sipro"),
      Map.entry("ra_144", "RealAudio 1"),
      Map.entry("ra_288", "RealAudio 2"),
      Map.entry("qdm2", "QDesign Music 2"));

  /** Codecs that libav has no name for, by the types of their samples. */
  private static final Map<String, String> TAGGED = Map.ofEntries(
      Map.entry("aprn", "Apple ProRes RAW"),
      Map.entry("aprh", "Apple ProRes RAW HQ"),
      Map.entry("braw", "Blackmagic RAW"),
      Map.entry("brxq", "Blackmagic RAW"),
      Map.entry("brhq", "Blackmagic RAW"),
      Map.entry("brst", "Blackmagic RAW"),
      Map.entry("brlt", "Blackmagic RAW"),
      Map.entry("brvn", "Blackmagic RAW"),
      Map.entry("brs2", "Blackmagic RAW"),
      Map.entry("craw", "Canon Cinema RAW"),
      Map.entry("icod", "Apple Intermediate Codec"),
      Map.entry("pxlt", "Apple Pixlet"),
      Map.entry("evc1", "MPEG-5 EVC"),
      Map.entry("ac-4", "Dolby AC-4"),
      Map.entry("mha1", "MPEG-H 3D Audio"),
      Map.entry("mhm1", "MPEG-H 3D Audio"),
      Map.entry("apac", "Apple Positional Audio"));

  private CodecNames() {}

  /**
   * The name of a track's codec.
   *
   * @param codec as libav names it; null or "none" if unknown
   */
  public static String of(@Nullable String codec) {
    AVCodecDescriptor descriptor =
        codec == null ? null : avcodec.avcodec_descriptor_get_by_name(codec);
    return descriptor == null ? "unknown format" : named(descriptor);
  }

  /** The name of a stream's codec. */
  static String of(AVCodecParameters parameters) {
    return parameters.codec_id() == avcodec.AV_CODEC_ID_NONE
        ? tagged(parameters.codec_tag())
        : named(parameters.codec_id());
  }

  private static String named(int codecId) {
    AVCodecDescriptor descriptor = avcodec.avcodec_descriptor_get(codecId);
    return descriptor == null ? "an unknown codec" : named(descriptor);
  }

  private static String named(AVCodecDescriptor descriptor) {
    String name = descriptor.name().getString();
    String known = KNOWN.get(name);
    if (known != null) {
      return known;
    }
    return descriptor.long_name() == null
        ? name
        : descriptor.long_name().getString().split(" \\(| / ", 2)[0].replaceFirst("\\.0$", "");
  }

  private static String tagged(int tag) {
    byte[] bytes =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(tag).array();
    String type = new String(bytes, StandardCharsets.ISO_8859_1);
    String known = TAGGED.get(type.toLowerCase(Locale.ROOT));
    if (known != null) {
      return known;
    }
    return type.matches("[ -~]{4}") ? "the unknown codec \"" + type + "\"" : "an unknown codec";
  }
}
