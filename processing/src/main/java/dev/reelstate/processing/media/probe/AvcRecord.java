package dev.reelstate.processing.media.probe;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configuration record of a stream of H.264 (ISO/IEC 14496-15, section 5.3.3.1).
 *
 * @param lengthBytes the size of the length before each NAL unit, in bytes
 * @param units the parameter sets, each a NAL unit
 */
record AvcRecord(int lengthBytes, List<byte[]> units) {

  private static final int VERSION = 1;
  private static final int PROFILE_AND_LEVEL = 3;

  /** Reads a record; empty if the bytes are something else, or cut off. */
  static Optional<AvcRecord> of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (in.get() != VERSION) {
        return Optional.empty();
      }
      in.position(1 + PROFILE_AND_LEVEL);
      int lengthBytes = (in.get() & 3) + 1;
      List<byte[]> units = new ArrayList<>();
      read(in, in.get() & 0x1F, units);
      read(in, in.get() & 0xFF, units);
      return Optional.of(new AvcRecord(lengthBytes, units));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void read(ByteBuffer in, int count, List<byte[]> units) {
    for (int i = 0; i < count; i++) {
      byte[] unit = new byte[in.getShort() & 0xFFFF];
      in.get(unit);
      if (unit.length > 0) {
        units.add(unit);
      }
    }
  }
}
