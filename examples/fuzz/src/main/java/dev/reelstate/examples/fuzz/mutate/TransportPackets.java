package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.clock.TransportClock;
import java.util.Arrays;
import java.util.List;

/** Damages packets of a transport stream: their headers, their order and their number. */
final class TransportPackets implements Mutator {

  @Override
  public boolean fits(String container) {
    return container.equals("mpegts");
  }

  @Override
  public byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    byte[] made = Bytes.copy(file);
    List<Integer> packets = TransportClock.packets(made);
    int stride = TransportClock.stride(made);
    int count = packets.isEmpty() ? 0 : dice.few(8);
    for (int i = 0; i < count; i++) {
      damage(made, dice.pick(packets), dice.pick(packets), dice);
    }
    if (count > 0 && dice.oneIn(3)) {
      int at = dice.pick(packets);
      int end = Math.min(made.length, at + stride * dice.few(20));
      return dice.oneIn(2)
          ? Bytes.removed(made, at, end)
          : Bytes.inserted(made, at, Arrays.copyOfRange(made, at, end));
    }
    return made;
  }

  private static void damage(byte[] made, int at, int other, Dice dice) {
    int stream = Math.min(at + 1, made.length - 1);
    switch (dice.below(6)) {
      case 0 -> made[stream] ^= (byte) (1 << dice.below(8)); // error, start, priority, stream
      case 1 -> set(made, at + 2, dice.below(256)); // stream
      case 2 -> set(made, at + 3, dice.below(256)); // scrambling, adaptation, continuity
      case 3 -> set(made, at + 4, dice.below(256)); // length of the adaptation
      case 4 -> set(made, at + 5 + dice.below(24), (int) dice.instead(0)); // tables, PES headers
      default -> {
        int length = Math.min(TransportClock.PACKET, made.length - Math.max(at, other));
        System.arraycopy(made, other, made, at, length);
      }
    }
  }

  private static void set(byte[] made, int at, int value) {
    if (at < made.length) {
      made[at] = (byte) value;
    }
  }
}
