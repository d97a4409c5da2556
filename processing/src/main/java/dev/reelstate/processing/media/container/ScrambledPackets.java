package dev.reelstate.processing.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds scrambled packets and SAMPLE-AES streams in transport and program streams (ISO/IEC 13818-1;
 * Apple, "MPEG-2 Stream Encryption Format for HTTP Live Streaming"). Looks at pieces of large files
 * that lie evenly apart.
 */
final class ScrambledPackets {

  private static final int PIECES = 64;
  private static final int PIECE = 256 * 1024;

  /** Damage scrambles single packets. */
  private static final int CERTAIN = 8;

  private static final Set<Integer> SAMPLE_AES = Set.of(0xDB, 0xCF, 0xC1, 0xC2);
  private static final int PROGRAM_MAP = 2;
  private static final int STUFFING = 0x1FFF;
  private static final int PACKET = 188;

  private final Set<String> schemes = new LinkedHashSet<>();
  private int scrambled;

  private ScrambledPackets() {}

  static Set<String> schemes(FileBytes file, String container) throws IOException {
    ScrambledPackets found = new ScrambledPackets();
    long step = Math.max(PIECE, file.size() / PIECES);
    for (long at = 0; at < file.size(); at += step) {
      ByteBuffer piece = file.read(at, PIECE);
      if (container.equals("mpegts")) {
        found.transport(piece);
      } else {
        found.program(piece);
      }
    }
    if (found.scrambled >= CERTAIN) {
      found.schemes.add(container.equals("mpegts") ? "scrambled broadcast" : "DVD scrambling");
    }
    return found.schemes;
  }

  private void transport(ByteBuffer piece) {
    byte[] bytes = new byte[piece.limit()];
    piece.get(0, bytes);
    TransportPackets.in(bytes).ifPresent(packets -> {
      for (int at = packets.first(); at + PACKET <= bytes.length; at += packets.size()) {
        if (bytes[at] == TransportPackets.SYNC) {
          packet(piece, at);
        }
      }
    });
  }

  private void packet(ByteBuffer piece, int at) {
    int flags = piece.getInt(at);
    if ((flags & 0x80) != 0 && (flags >> 8 & STUFFING) != STUFFING) {
      scrambled++;
      return;
    }
    int payload = at + 4 + ((flags & 0x20) == 0 ? 0 : 1 + (piece.get(at + 4) & 0xFF));
    boolean begins = (flags & 0x400000) != 0 && (flags & 0x10) != 0;
    if (begins && payload < at + PACKET) {
      int table = payload + 1 + (piece.get(payload) & 0xFF);
      programMap(piece, table, at + PACKET);
    }
  }

  /**
   * Reads the types of the streams from a program map; one that continues in the next packet too.
   */
  private void programMap(ByteBuffer piece, int table, int packetEnd) {
    if (table + 12 > packetEnd
        || piece.get(table) != PROGRAM_MAP
        || (piece.getChar(table + 1) & 0xC000) != 0x8000) {
      return;
    }
    int length = piece.getChar(table + 1) & 0xFFF;
    int end = Math.min(packetEnd, table + 3 + length - 4);
    int at = table + 12 + (piece.getChar(table + 10) & 0xFFF);
    while (at + 5 <= end) {
      if (SAMPLE_AES.contains(piece.get(at) & 0xFF)) {
        schemes.add("SAMPLE-AES");
      }
      at += 5 + (piece.getChar(at + 3) & 0xFFF);
    }
  }

  /** Looks at the first packet behind each pack header. */
  private void program(ByteBuffer piece) {
    for (int at = 0; at + 24 <= piece.limit(); at++) {
      boolean pack = piece.get(at) == 0
          && piece.getInt(at) == 0x000001BA
          && (piece.get(at + 4) & 0xC4) == 0x44;
      int packet = at + 14 + (pack ? piece.get(at + 13) & 7 : 0);
      if (pack && packet + 7 <= piece.limit() && isScrambled(piece, packet)) {
        scrambled++;
      }
    }
  }

  private static boolean isScrambled(ByteBuffer piece, int packet) {
    int code = piece.getInt(packet);
    boolean media = code == 0x000001BD || (code >= 0x000001C0 && code <= 0x000001EF);
    int flags = piece.get(packet + 6);
    return media && (flags & 0xC0) == 0x80 && (flags & 0x30) != 0;
  }
}
