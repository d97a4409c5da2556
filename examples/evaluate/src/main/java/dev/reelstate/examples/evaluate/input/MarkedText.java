package dev.reelstate.examples.evaluate.input;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Opens text that is UTF-8 unless a byte-order mark says that it is UTF-16. */
final class MarkedText {

  private static final char MARK = '\uFEFF';

  private MarkedText() {}

  /** Opens a file behind its mark. Bytes that are no text fail while reading. */
  static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      BufferedReader text =
          new BufferedReader(new InputStreamReader(bytes, charset(bytes).newDecoder()));
      text.mark(1);
      if (text.read() != MARK) {
        text.reset();
      }
      return text;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static Charset charset(InputStream bytes) throws IOException {
    bytes.mark(2);
    String first = HexFormat.of().formatHex(bytes.readNBytes(2));
    bytes.reset();
    return switch (first) {
      case "feff" -> StandardCharsets.UTF_16BE;
      case "fffe" -> StandardCharsets.UTF_16LE;
      default -> StandardCharsets.UTF_8;
    };
  }
}
