package dev.reelstate.processing.media.libav;

import dev.reelstate.processing.media.MediaException;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A libav call returned an error code. Never leaves the media packages: it becomes a
 * {@link MediaException} where its meaning is known.
 */
public class LibavException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int code;

  public LibavException(int code, String what) {
    super(what + ": " + describe(code));
    this.code = code;
  }

  /** What was being done, and why it failed. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** The negative code that libav returned. */
  int code() {
    return code;
  }

  /** Returns the code, or throws if it is an error. */
  public static int check(int code, String what) throws LibavException {
    if (code < 0) {
      throw new LibavException(code, what);
    }
    return code;
  }

  /** Returns the pointer, or throws if it is null; libav returns null only when memory runs out. */
  public static <T> T present(T pointer, String what) throws LibavException {
    if (pointer == null) {
      throw new LibavException(avutil.AVERROR_ENOMEM(), what);
    }
    return pointer;
  }

  static String describe(int code) {
    byte[] text = new byte[128];
    avutil.av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, java.nio.charset.StandardCharsets.UTF_8);
  }
}
