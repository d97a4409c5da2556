package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.ArrayList;
import java.util.List;

/** Programme clocks and time stamps of transport streams, with packets of 188 or 192 bytes. */
public final class TransportClock implements Clock {

  /** The length of a packet in bytes. */
  public static final int PACKET = 188;

  private static final int TIMED_PACKET = 192;

  @Override
  public List<Field> fields(byte[] file) {
    List<Field> found = new ArrayList<>();
    for (int at : packets(file)) {
      if (at + PACKET <= file.length && found.size() < MOST) {
        collect(file, at, found);
      }
    }
    return found;
  }

  private static void collect(byte[] file, int at, List<Field> found) {
    boolean adapts = (file[at + 3] & 0x20) != 0;
    int adaptation = adapts ? file[at + 4] & 0xFF : -1;
    if (adaptation >= 7 && (file[at + 5] & 0x10) != 0) {
      found.add(Field.big(at + 6, 4));
    }
    int payload = at + 5 + adaptation;
    boolean begins = (file[at + 1] & 0x40) != 0;
    if (begins && payload + 19 <= at + PACKET) {
      PacketStamps.collect(file, payload, found);
    }
  }

  /** The distance between the packets. */
  public static int stride(byte[] file) {
    return file.length > 0 && file[0] == 0x47 ? PACKET : TIMED_PACKET;
  }

  /** Where the packets begin. */
  public static List<Integer> packets(byte[] file) {
    List<Integer> found = new ArrayList<>();
    int stride = stride(file);
    for (int at = stride - PACKET; at + 4 < file.length && found.size() < MOST; at += stride) {
      found.add(at);
    }
    return found;
  }
}
