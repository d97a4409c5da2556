package dev.reelstate.processing.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a full disk.
 *
 * <p>Implementation note: the JDK reports no error number, only the system's text for it, which is
 * in the user's language. What this system says when a disk is full can be learned from
 * {@code /dev/full}, where every write fails with just that error. Where there is no such device,
 * the text of the C locale is the best guess.
 */
public final class FullDisk {

  private static final String TEXT = learn(Path.of("/dev/full"));

  private FullDisk() {}

  /** Whether an exception, or one that caused it, says that a disk is full. */
  public static boolean isCauseOf(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String text =
          cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
      if (saysSo(text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean saysSo(@Nullable String text) {
    return text != null && text.toLowerCase(Locale.ROOT).contains(TEXT);
  }

  private static String learn(Path alwaysFull) {
    if (Files.isWritable(alwaysFull)) {
      try (WritableByteChannel out = Files.newByteChannel(alwaysFull, StandardOpenOption.WRITE)) {
        out.write(ByteBuffer.allocate(1));
      } catch (IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      }
    }
    return "no space left on device";
  }
}
