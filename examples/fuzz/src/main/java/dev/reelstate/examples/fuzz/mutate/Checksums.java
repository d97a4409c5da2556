package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.clock.OggClock;
import dev.reelstate.examples.fuzz.mutate.clock.TransportClock;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.List;

/**
 * Makes checksums right again. Demuxers drop Ogg pages and tables of transport streams whose
 * checksum is wrong, so damage in them would never be seen.
 */
final class Checksums {

  private static final int POLYNOMIAL = 0x04C1_1DB7;

  private Checksums() {}

  /** Repairs a file in place. */
  static void repair(byte[] file, String container) {
    if (container.equals("ogg")) {
      pages(file);
    } else if (container.equals("mpegts")) {
      TransportClock.packets(file).forEach(at -> table(file, at));
    }
  }

  private static void pages(byte[] file) {
    List<Integer> pages = OggClock.pages(file);
    for (int i = 0; i < pages.size(); i++) {
      int at = pages.get(i);
      Field sum = Field.little(at + 22, 4);
      if (sum.within(file)) {
        sum.write(file, 0);
        sum.write(file, crc(file, at, OggClock.end(file, at), 0));
      }
    }
  }

  /** A table of programmes or of streams that lies in one packet. */
  private static void table(byte[] file, int at) {
    int section = at + 5;
    if (section + 3 > file.length
        || (file[at + 1] & 0x40) == 0
        || file[at + 4] != 0
        || (file[section] != 0 && file[section] != 2)) {
      return;
    }
    int length = (int) Field.big(section + 1, 2).read(file) & 0xFFF;
    Field sum = Field.big(section + 3 + length - 4, 4);
    if (length >= 9 && sum.within(file) && sum.at() + 4 <= at + TransportClock.PACKET) {
      sum.write(file, crc(file, section, sum.at(), -1));
    }
  }

  private static int crc(byte[] file, int from, int to, int start) {
    int crc = start;
    for (int at = from; at < to; at++) {
      crc ^= file[at] << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ (crc < 0 ? POLYNOMIAL : 0);
      }
    }
    return crc;
  }
}
