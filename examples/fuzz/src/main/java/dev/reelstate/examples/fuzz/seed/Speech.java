package dev.reelstate.examples.fuzz.seed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * AMR files (RFC 4867, section 5), for which the natives have no encoder: any bits in a frame are
 * some sound.
 */
final class Speech {

  private static final int FRAMES = 30;

  private Speech() {}

  /** Narrow-band speech at 12.2 kbit/s. */
  static byte[] narrow() {
    return frames("#!AMR\n", 0x3C, 31);
  }

  /** Wide-band speech at 23.85 kbit/s. */
  static byte[] wide() {
    return frames("#!AMR-WB\n", 0x44, 60);
  }

  private static byte[] frames(String magic, int header, int length) {
    Random bits = new Random(1);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(magic.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < FRAMES; i++) {
      byte[] frame = new byte[length];
      bits.nextBytes(frame);
      file.write(header);
      file.writeBytes(frame);
    }
    return file.toByteArray();
  }
}
