package dev.reelstate.processing.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Finds encrypted tracks in Matroska and WebM files (RFC 9559 section 5.1.4.1.31). Elements that
 * make no sense end the search.
 */
final class EncryptedElements {

  private static final long SEGMENT = 0x18538067;
  private static final long TRACKS = 0x1654AE6B;
  private static final long TRACK_ENTRY = 0xAE;
  private static final long ENCODINGS = 0x6D80;
  private static final long ENCODING = 0x6240;
  private static final long ENCRYPTION = 0x5035;
  private static final Set<Long> FOLDERS =
      Set.of(SEGMENT, TRACKS, TRACK_ENTRY, ENCODINGS, ENCODING);

  private static final int LONGEST_HEADER = 12;
  private static final int MOST_ELEMENTS = 1_000_000;

  private final FileBytes file;
  private int elements;

  private EncryptedElements(FileBytes file) {
    this.file = file;
  }

  static Set<String> schemes(FileBytes file) throws IOException {
    boolean found = new EncryptedElements(file).search(0, file.size());
    return found ? Set.of("Matroska content encryption") : Set.of();
  }

  private boolean search(long from, long end) throws IOException {
    long at = from;
    while (at < end && ++elements <= MOST_ELEMENTS) {
      ByteBuffer header = file.read(at, LONGEST_HEADER);
      int idLength = length(header, 0, 4);
      int sizeLength = idLength == 0 ? 0 : length(header, idLength, 8);
      if (sizeLength == 0) {
        return false;
      }
      long id = number(header, 0, idLength);
      long mask = (1L << (7 * sizeLength)) - 1;
      long size = number(header, idLength, sizeLength) & mask;
      long body = at + idLength + sizeLength;
      long until = size == mask || size > end - body ? end : body + size;
      if (id == ENCRYPTION || (FOLDERS.contains(id) && search(body, until))) {
        return true;
      }
      at = until;
    }
    return false;
  }

  /** The length of the number at a place by its leading zeros, or 0 if there is no such number. */
  private static int length(ByteBuffer bytes, int at, int most) {
    int length =
        at < bytes.limit() ? Integer.numberOfLeadingZeros(bytes.get(at) & 0xFF) - 23 : most + 1;
    return length <= most && at + length <= bytes.limit() ? length : 0;
  }

  private static long number(ByteBuffer bytes, int at, int length) {
    long value = 0;
    for (int i = at; i < at + length; i++) {
      value = (value << 8) | (bytes.get(i) & 0xFF);
    }
    return value;
  }
}
