package dev.reelstate.processing.recipe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The system-call filter of a sandboxed worker, in the kernel's format (seccomp, classic BPF). A
 * process that tries to make a socket is told that the address family does not exist; io_uring,
 * which could make one too, does not exist either. Everything else is allowed.
 */
final class SocketFilter {

  private static final int LOAD = 0x20;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_AT_LEAST = 0x35;
  private static final int RETURN = 0x06;

  /** Offsets in the record that the filter looks at: the number of the call, and its ABI. */
  private static final int NUMBER = 0;

  private static final int ABI = 4;

  private static final int ALLOW = 0x7fff0000;
  private static final int KILL = 0x80000000;
  private static final int NO_SUCH_FAMILY = 0x00050000 | 97;
  private static final int NO_SUCH_CALL = 0x00050000 | 38;

  private static final int IO_URING_SETUP = 425;

  /** Calls of the x32 ABI have this bit, and other numbers. */
  private static final int X32 = 0x40000000;

  private static final int INSTRUCTION = 8;

  private SocketFilter() {}

  /** The filter; empty on a processor that it does not know. */
  static Optional<byte[]> forThisMachine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> Optional.of(program(0xc000003e, 41));
      case "aarch64" -> Optional.of(program(0xc00000b7, 198));
      default -> Optional.empty();
    };
  }

  private static byte[] program(int abi, int socket) {
    int[][] program = {
      {LOAD, 0, 0, ABI},
      {IF_EQUAL, 0, 4, abi}, // else: kill
      {LOAD, 0, 0, NUMBER},
      {IF_EQUAL, 3, 0, socket}, // then: no such family
      {IF_EQUAL, 3, 0, IO_URING_SETUP}, // then: no such call
      {IF_AT_LEAST, 0, 3, X32}, // else: allow
      {RETURN, 0, 0, KILL},
      {RETURN, 0, 0, NO_SUCH_FAMILY},
      {RETURN, 0, 0, NO_SUCH_CALL},
      {RETURN, 0, 0, ALLOW}
    };
    return bytes(program);
  }

  private static byte[] bytes(int[][] program) {
    ByteBuffer bytes =
        ByteBuffer.allocate(program.length * INSTRUCTION).order(ByteOrder.nativeOrder());
    for (int[] line : program) {
      bytes.putShort((short) line[0]).put((byte) line[1]).put((byte) line[2]).putInt(line[3]);
    }
    return bytes.array();
  }
}
