package dev.reelstate.processing.media.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;

/**
 * What a file is that is not accepted, so that its owner is told more than that.
 *
 * @param name what people call it, with its article
 * @param media whether it holds film or sound, though in a container that is not supported
 */
public record RefusedFormat(String name, boolean media) {

  private static final int WEBP_MOVES = 0x02;
  private static final int WEBP_FLAGS = 20;
  private static final int ENOUGH_TEXT = 256;

  /**
   * Bytes that a file begins with.
   *
   * @param at their place
   * @param bytes the bytes as ISO 8859-1
   */
  private record Signature(int at, String bytes, RefusedFormat format) {

    boolean matches(String head) {
      return head.startsWith(bytes, at);
    }
  }

  private static final List<Signature> SIGNATURES = List.of(
      film(0, ".RMF", "a RealMedia file"),
      film(0, "\u0006\u000E+4\u0002\u0005\u0001\u0001", "an MXF file"),
      film(8, "AIFF", "an AIFF file"),
      film(8, "AIFC", "an AIFF file"),
      film(0, "wvpk", "a WavPack file"),
      film(0, "TTA1", "a True Audio file"),
      film(0, "MAC ", "a Monkey's Audio file"),
      film(0, "MPCK", "a Musepack file"),
      film(0, ".snd", "an AU sound file"),
      film(0, "DSD ", "a DSF file"),
      film(0, "FRM8", "a DSDIFF file"),
      film(0, "\u000Bw", "a bare Dolby Digital stream"),
      film(0, "\u007F\u00FE\u0080\u0001", "a bare DTS stream"),
      film(0, "DKIF", "an IVF file"),
      film(0, "YUV4MPEG2", "a YUV4MPEG file"),
      film(0, "nut/multimedia", "a NUT file"),
      film(0, "FWS", "a Flash animation"),
      film(0, "CWS", "a Flash animation"),
      film(0, "ZWS", "a Flash animation"),
      film(0, "MThd", "a MIDI file"),
      film(0, "\0\0\u0001\u00B3", "a bare MPEG video stream"),
      film(0, "\0\0\0\u0001g", "a bare H.264 stream"),
      film(0, "\0\0\0\u0001\t", "a bare H.264 stream"),
      film(0, "\0\0\0\u0001@\u0001", "a bare H.265 stream"),
      film(0, "\u00B7\u00D8\0 7I\u00DA\u0011", "a Windows TV recording"),
      other(0, "\u0089PNG", "a PNG picture"),
      other(0, "GIF8", "a GIF picture"),
      other(0, "\u00FF\u00D8\u00FF", "a JPEG picture"),
      other(8, "WEBP", "a WebP picture"),
      other(4, "ftypavi", "an AVIF picture"),
      other(4, "ftyphei", "a HEIC picture"),
      other(4, "ftyphev", "a HEIC picture"),
      other(4, "ftypm", "a HEIF picture"),
      other(4, "ftypjp", "a JPEG 2000 picture"),
      other(4, "jP  ", "a JPEG 2000 picture"),
      other(4, "ftypcrx", "a Canon raw picture"),
      other(0, "II*\0", "a TIFF or raw picture"),
      other(0, "MM\0*", "a TIFF or raw picture"),
      other(0, "8BPS", "a Photoshop document"),
      other(0, "%PDF", "a PDF document"),
      other(0, "PK\u0003\u0004", "a ZIP archive or an office document"),
      other(0, "Rar!", "a RAR archive"),
      other(0, "7z\u00BC\u00AF", "a 7z archive"),
      other(0, "\u001F\u008B", "a gzip archive"),
      other(257, "ustar", "a tar archive"),
      other(0, "\u00D0\u00CF\u0011\u00E0", "an office document"),
      other(0, "\u007FELF", "a program"),
      other(0, "MZ", "a program"),
      other(0, "#!", "a script"),
      other(0, "#EXTM3U", "a playlist, which only names the files of a film"),
      other(0, "WEBVTT", "a file of subtitles"));

  /**
   * Names the format that begins with these bytes.
   *
   * @param head the first bytes of a file that {@link ContainerSniffer} does not accept
   */
  public static Optional<RefusedFormat> of(byte[] head) {
    String text = new String(head, ISO_8859_1);
    if (text.startsWith("WEBP", 8) && text.startsWith("VP8X", 12) && moves(head)) {
      return Optional.of(new RefusedFormat("an animated WebP picture", true));
    }
    return SIGNATURES.stream()
        .filter(signature -> signature.matches(text))
        .map(Signature::format)
        .findFirst()
        .or(() -> written(head));
  }

  private static boolean moves(byte[] webp) {
    return webp.length > WEBP_FLAGS && (webp[WEBP_FLAGS] & WEBP_MOVES) != 0;
  }

  private static Optional<RefusedFormat> written(byte[] head) {
    int length = Math.min(ENOUGH_TEXT, head.length);
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, length)).toString();
    } catch (CharacterCodingException e) {
      return Optional.empty(); // bytes, not text
    }
    if (text.chars().anyMatch(c -> c < ' ' && !Character.isWhitespace(c))) {
      return Optional.empty();
    }
    String name = text.contains("<MPD")
        ? "a DASH manifest, which only names the files of a film"
        : text.stripLeading().startsWith("<") ? "a web page or XML document" : "a text";
    return Optional.of(new RefusedFormat(name, false));
  }

  private static Signature film(int at, String bytes, String name) {
    return new Signature(at, bytes, new RefusedFormat(name, true));
  }

  private static Signature other(int at, String bytes, String name) {
    return new Signature(at, bytes, new RefusedFormat(name, false));
  }
}
