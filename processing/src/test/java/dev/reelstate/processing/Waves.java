package dev.reelstate.processing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Small sound files. */
final class Waves {

  private static final int RATE = 8000;
  private static final int HEAD = 44;

  private Waves() {}

  /** A tone of one channel with 8000 samples a second, as a WAV file. */
  static byte[] sine(double hertz, Duration length) {
    int samples = Math.toIntExact(length.toMillis() * RATE / 1000);
    int bytes = HEAD + 2 * samples;
    ByteBuffer file = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(bytes - 8).put(ascii("WAVEfmt ")).putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    file.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      file.putShort((short) (10_000 * Math.sin(2 * Math.PI * hertz * i / RATE)));
    }
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
