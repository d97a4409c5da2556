package dev.reelstate.processing.format.io;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reelstate.processing.format.LabelFormatException;
import dev.reelstate.task.FailureCode;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens text files, which are UTF-8 unless a byte-order mark says that they are UTF-16. */
public final class Texts {

  private static final int MARK = 3;

  private Texts() {}

  /** Opens a file behind its byte-order mark. Bytes that are no text fail while reading. */
  public static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      Charset charset = behindMark(bytes);
      return new BufferedReader(new InputStreamReader(
          bytes,
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)));
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private static Charset behindMark(InputStream bytes) throws IOException {
    bytes.mark(MARK);
    byte[] mark = bytes.readNBytes(MARK);
    bytes.reset();
    if (starts(mark, 0xEF, 0xBB, 0xBF)) {
      bytes.skipNBytes(3);
    } else if (starts(mark, 0xFE, 0xFF)) {
      bytes.skipNBytes(2);
      return UTF_16BE;
    } else if (starts(mark, 0xFF, 0xFE)) {
      bytes.skipNBytes(2);
      return UTF_16LE;
    }
    return UTF_8;
  }

  private static boolean starts(byte[] bytes, int... with) {
    if (bytes.length < with.length) {
      return false;
    }
    for (int at = 0; at < with.length; at++) {
      if ((bytes[at] & 0xFF) != with[at]) {
        return false;
      }
    }
    return true;
  }

  /** Says in one sentence why a file cannot be read. */
  public static LabelFormatException unreadable(Path file, IOException why) {
    if (why instanceof CharacterCodingException) {
      return new LabelFormatException(
          FailureCode.INVALID_ANNOTATIONS,
          file.toString(),
          "The file is neither UTF-8 nor UTF-16 with a byte-order mark.",
          why);
    }
    return new LabelFormatException(
        FailureCode.SOURCE_UNREADABLE,
        file.toString(),
        why instanceof NoSuchFileException
            ? "The file does not exist."
            : "The file cannot be read.",
        why);
  }
}
