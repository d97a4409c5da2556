package dev.reelstate.processing.media.container;

import java.util.Optional;

/**
 * Where the packets of a transport stream lie in a piece of it: those of broadcasts, of discs with
 * a time stamp in front (M2TS), or with error correction behind (ISO/IEC 13818-1; ETSI EN 300 421).
 *
 * @param first the place of the first sync byte, less than a packet away unless junk precedes it
 * @param size the distance from one sync byte to the next, 188, 192 or 204
 */
record TransportPackets(int first, int size) {

  static final byte SYNC = 0x47;

  private static final int[] SIZES = {188, 192, 204};

  /** As many sync bytes in a row are no accident, wherever they begin. */
  private static final int CERTAIN = 8;

  /** Fewer are enough where a packet is expected. */
  private static final int LIKELY = 2;

  private static final int MOST_LIKELY = 5;

  /** The packets in a piece that may begin anywhere in the stream. */
  static Optional<TransportPackets> in(byte[] piece) {
    for (int size : SIZES) {
      for (int first = 0; first + (CERTAIN - 1) * size < piece.length; first++) {
        if (repeats(piece, first, size, CERTAIN)) {
          return Optional.of(new TransportPackets(first, size));
        }
      }
    }
    return Optional.empty();
  }

  /** The packets at the start of a file, of which the first ones may be in view only. */
  static Optional<TransportPackets> atStart(byte[] head) {
    for (int size : SIZES) {
      int first = size == 192 ? 4 : 0;
      int most = Math.min(MOST_LIKELY, (head.length - first + size - 1) / size);
      if (most >= LIKELY && repeats(head, first, size, most)) {
        return Optional.of(new TransportPackets(first, size));
      }
    }
    return in(head);
  }

  /** Whether there are sync bytes, and these are no part of an even run of the same byte. */
  private static boolean repeats(byte[] bytes, int first, int size, int times) {
    boolean even = true;
    for (int i = 0; i < times; i++) {
      int at = first + i * size;
      if (at >= bytes.length || bytes[at] != SYNC) {
        return false;
      }
      even &= at + 1 >= bytes.length || bytes[at + 1] == SYNC;
    }
    return !even;
  }
}
