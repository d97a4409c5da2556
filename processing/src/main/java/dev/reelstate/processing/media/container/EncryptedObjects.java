package dev.reelstate.processing.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Finds the content encryption objects in the header of ASF files (ASF specification, section 3).
 */
final class EncryptedObjects {

  /** The first halves of the identifiers: plain, extended and advanced content encryption. */
  private static final Set<Long> ENCRYPTION =
      Set.of(0x11D2BD23_2211B3FBL, 0x4E352614_298AE614L, 0x49E66981_43058533L);

  /** The object that holds further ones of the header. */
  private static final long EXTENSION = 0x11CFA92E_5FBF03B5L;

  private static final int FIRST = 30;
  private static final int OBJECT = 24;
  private static final int EXTENSION_HEAD = 46;
  private static final int MOST_HEADER = 4 << 20;

  private EncryptedObjects() {}

  static Set<String> schemes(FileBytes file) throws IOException {
    ByteBuffer start = file.read(0, FIRST).order(ByteOrder.LITTLE_ENDIAN);
    if (start.remaining() < FIRST) {
      return Set.of();
    }
    long size = Math.max(0, Math.min(start.getLong(16), MOST_HEADER));
    ByteBuffer header = file.read(0, size).order(ByteOrder.LITTLE_ENDIAN);
    return search(header, FIRST) ? Set.of("Windows Media DRM") : Set.of();
  }

  private static boolean search(ByteBuffer header, int from) {
    int at = from;
    while (at + OBJECT <= header.limit()) {
      long id = header.getLong(at);
      long size = header.getLong(at + 16);
      if (ENCRYPTION.contains(id)) {
        return true;
      }
      if (size < OBJECT || size > header.limit() - at) {
        return false;
      }
      at += id == EXTENSION ? EXTENSION_HEAD : (int) size;
    }
    return false;
  }
}
