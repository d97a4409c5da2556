package dev.reelstate.processing.media.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells containers apart by their first bytes, in plain Java, before anything native sees the file.
 *
 * <p>Strict by design: only containers that the pass opens have a name here. Text, playlists,
 * manifests, scripts and still pictures have none, whatever the file name; only a GIF that is
 * longer than what is seen of it may turn out to stand still. Thread-safe.
 */
public final class ContainerSniffer {

  /** The number of bytes that {@link #sniff} needs; fewer are enough if the file is shorter. */
  public static final int HEAD_BYTES = 16 * 1024;

  private static final Set<String> FIRST_BOXES =
      Set.of("ftyp", "moov", "mdat", "wide", "free", "skip", "pnot");
  private static final Set<String> PICTURE_BRANDS = Set.of(
      "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis", "crx ",
      "jp2 ", "jpx ");
  private static final int[] ASF = {
    0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE
  };

  private static final int DV_BLOCK = 80;
  private static final String TRUEHD_SYNC = "\u00F8ro\u00BA";
  private static final Set<String> TAGGED_SOUND = Set.of("mp3", "aac", "flac");

  /** Nearly all tagged files are MP3, whose demuxer also finds the first frame behind padding. */
  private static final String TAGGED = "mp3";

  private ContainerSniffer() {}

  /**
   * Names the container that begins with these bytes. If tags fill them, it is taken for
   * {@code mp3}, and {@link #sniff(SeekableByteChannel)} says what lies behind the tags.
   *
   * @param head the file's first bytes, ideally {@link #HEAD_BYTES} of them
   * @return {@code mp4} (with QuickTime, 3GP, M4A), {@code matroska}, {@code webm}, {@code mpegts}
   *     (with M2TS), {@code mpegps}, {@code avi}, {@code flv}, {@code ogg}, {@code asf},
   *     {@code wav}, {@code caf}, {@code mp3}, {@code aac}, {@code flac}, {@code amr},
   *     {@code truehd}, {@code dv}, {@code gif} or {@code apng}; empty if it is none of them
   */
  public static Optional<String> sniff(byte[] head) {
    int tags = Id3Tags.length(head);
    if (tags == 0) {
      return untagged(head);
    }
    return tags >= head.length ? Optional.of(TAGGED) : tagged(head, tags);
  }

  /**
   * Names the container of a file, whose first bytes may be far inside if tags precede them.
   *
   * @param file stays open; its position changes
   */
  public static Optional<String> sniff(SeekableByteChannel file) throws IOException {
    FileBytes bytes = new FileBytes(file);
    long tags = Id3Tags.length(bytes);
    byte[] head = bytes.read(tags, HEAD_BYTES).array();
    return tags == 0 ? untagged(head) : tagged(head, 0);
  }

  private static Optional<String> tagged(byte[] head, int tags) {
    byte[] sound = Arrays.copyOfRange(head, tags, head.length);
    return untagged(sound).filter(TAGGED_SOUND::contains).or(() -> Optional.of(TAGGED));
  }

  private static Optional<String> untagged(byte[] head) {
    return isoMedia(head)
        .or(() -> ebml(head))
        .or(() -> riff(head))
        .or(() -> signature(head))
        .or(() -> Animations.sniff(head))
        .or(() -> digitalVideo(head))
        .or(() -> transportStream(head))
        .or(() -> MpegAudioHeader.sniff(head));
  }

  private static Optional<String> isoMedia(byte[] head) {
    if (!FIRST_BOXES.contains(text(head, 4, 4))) {
      return Optional.empty();
    }
    boolean picture = text(head, 4, 4).equals("ftyp") && PICTURE_BRANDS.contains(text(head, 8, 4));
    long size = unsigned32(head, 0);
    boolean plausible = size >= 8 || size == 1;
    return plausible && !picture ? Optional.of("mp4") : Optional.empty();
  }

  private static Optional<String> ebml(byte[] head) {
    if (!starts(head, 0x1A, 0x45, 0xDF, 0xA3)) {
      return Optional.empty();
    }
    String header = text(head, 4, 60);
    return List.of("webm", "matroska").stream().filter(header::contains).findFirst();
  }

  private static Optional<String> riff(byte[] head) {
    String form = text(head, 0, 4);
    if (!form.equals("RIFF") && !form.equals("RF64")) {
      return Optional.empty();
    }
    return switch (text(head, 8, 4)) {
      case "AVI " -> Optional.of("avi");
      case "WAVE" -> Optional.of("wav");
      default -> Optional.empty();
    };
  }

  private static Optional<String> signature(byte[] head) {
    if (starts(head, 'F', 'L', 'V', 1)) {
      return Optional.of("flv");
    }
    if (starts(head, 'O', 'g', 'g', 'S', 0)) {
      return Optional.of("ogg");
    }
    if (starts(head, 'f', 'L', 'a', 'C')) {
      return Optional.of("flac");
    }
    if (starts(head, 0, 0, 1, 0xBA)) {
      return Optional.of("mpegps");
    }
    if (starts(head, 'c', 'a', 'f', 'f', 0, 1)) {
      return Optional.of("caf");
    }
    if (text(head, 0, 6).equals("#!AMR\n") || text(head, 0, 9).equals("#!AMR-WB\n")) {
      return Optional.of("amr");
    }
    if (text(head, 4, 4).equals(TRUEHD_SYNC)) {
      return Optional.of("truehd");
    }
    return starts(head, ASF) ? Optional.of("asf") : Optional.empty();
  }

  /** The blocks of a DV frame: header, two of subcode, then auxiliary data (IEC 61834-2). */
  private static Optional<String> digitalVideo(byte[] head) {
    boolean found = head.length > 3 * DV_BLOCK
        && starts(head, 0x1F, 0x07, 0)
        && (head[3] & 0x7F) == 0x3F
        && (head[DV_BLOCK] & 0xE0) == 0x20
        && (head[2 * DV_BLOCK] & 0xE0) == 0x20
        && (head[3 * DV_BLOCK] & 0xE0) == 0x40;
    return found ? Optional.of("dv") : Optional.empty();
  }

  private static Optional<String> transportStream(byte[] head) {
    return TransportPackets.atStart(head).map(packets -> "mpegts");
  }

  private static boolean starts(byte[] head, int... signature) {
    if (head.length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if ((head[i] & 0xFF) != signature[i]) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] head, int from, int length) {
    return from >= head.length
        ? ""
        : new String(head, from, Math.min(length, head.length - from), ISO_8859_1);
  }

  private static long unsigned32(byte[] head, int at) {
    long value = 0;
    for (int i = at; i < at + 4; i++) {
      value = (value << 8) | (head[i] & 0xFF);
    }
    return value;
  }
}
