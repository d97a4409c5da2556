package dev.reelstate.processing.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds encrypted tracks and fragments in MP4 and QuickTime files (ISO/IEC 14496-12 section 8.12
 * and 23001-7). Boxes that make no sense end the search in their folder.
 */
final class EncryptedBoxes {

  private static final Set<String> FOLDERS =
      Set.of("moov", "trak", "mdia", "minf", "stbl", "moof", "traf");

  /** The types of sample descriptions that say by their name that the samples are encrypted. */
  private static final Map<String, String> ENTRIES = Map.of(
      "encv", "Common Encryption",
      "enca", "Common Encryption",
      "enct", "Common Encryption",
      "encs", "Common Encryption",
      "encm", "Common Encryption",
      "drms", "Apple FairPlay",
      "drmi", "Apple FairPlay",
      "aavd", "Audible");

  private static final Map<String, String> SYSTEMS = Map.of(
      "edef8ba979d64acea3c827dcd51d21ed", "Widevine",
      "9a04f07998404286ab92e65be0885f95", "PlayReady",
      "94ce86fb07ff4f43adb893d2fa968ca2", "Apple FairPlay");

  private static final String SAMPLE_ENCRYPTION = "a2394f525a9b4f14a2446c427c648df4";
  private static final String COMMON = "Common Encryption";

  private static final int HEADER = 8;
  private static final int MOST_DESCRIPTION = 1 << 20;

  private final FileBytes file;
  private final Set<String> schemes = new LinkedHashSet<>();
  private final Set<String> systems = new LinkedHashSet<>();

  private EncryptedBoxes(FileBytes file) {
    this.file = file;
  }

  static Set<String> schemes(FileBytes file) throws IOException {
    EncryptedBoxes found = new EncryptedBoxes(file);
    new BoxWalk(file, FOLDERS, found::visit).walk();
    if (found.schemes.size() > 1) {
      found.schemes.remove(COMMON); // a scheme of it is named
    }
    if (!found.schemes.isEmpty()) {
      found.schemes.addAll(found.systems);
    }
    return found.schemes;
  }

  private boolean visit(String type, long from, long until) throws IOException {
    switch (type) {
      case "stsd" -> descriptions(file.read(from, Math.min(until - from, MOST_DESCRIPTION)));
      case "senc" -> sampleEncryption(file.read(from, 8));
      case "uuid" -> {
        if (hex(file.read(from, 16), 0).equals(SAMPLE_ENCRYPTION)) {
          schemes.add(COMMON);
        }
      }
      case "pssh" -> {
        String system = SYSTEMS.get(hex(file.read(from, 20), 4));
        if (system != null) {
          systems.add(system);
        }
      }
      default -> {
        // says nothing of encryption
      }
    }
    return true;
  }

  private void sampleEncryption(ByteBuffer body) {
    if (body.remaining() == 8 && body.getInt(4) != 0) {
      schemes.add(COMMON);
    }
  }

  private void descriptions(ByteBuffer body) {
    int at = 8;
    while (at + HEADER <= body.limit()) {
      int size = body.getInt(at);
      if (size < HEADER) {
        return;
      }
      String named = ENTRIES.get(BoxWalk.text(body, at + 4, 4));
      int until = size > body.limit() - at ? body.limit() : at + size;
      String content = BoxWalk.text(body, at + HEADER, until - at - HEADER);
      if (named != null || content.contains("sinf")) {
        schemes.add(scheme(content, named == null ? COMMON : named));
      }
      at = until;
    }
  }

  /** The scheme that the sample description names, which says more than its type. */
  private static String scheme(String content, String otherwise) {
    int at = content.indexOf("schm");
    if (at < 0 || at + 12 > content.length()) {
      return otherwise;
    }
    String scheme = content.substring(at + 8, at + 12).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "cenc", "cens", "cbc1", "cbcs", "piff" -> COMMON + " (" + scheme + ")";
      case "itun" -> "Apple FairPlay";
      default -> otherwise;
    };
  }

  private static String hex(ByteBuffer bytes, int at) {
    StringBuilder text = new StringBuilder();
    for (int i = at; i < bytes.limit() && i < at + 16; i++) {
      text.append(String.format("%02x", bytes.get(i)));
    }
    return text.toString();
  }
}
