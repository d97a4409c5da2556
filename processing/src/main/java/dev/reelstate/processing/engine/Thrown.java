package dev.reelstate.processing.engine;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What foreign code throws, which may throw again when it is asked for its message. */
public final class Thrown {

  /** How much of a message is kept. */
  private static final int MOST = 2000;

  private Thrown() {}

  /** The class and the message, in at most a few thousand characters. */
  public static String describe(Throwable thrown) {
    String text;
    try {
      text = String.valueOf(thrown.toString());
    } catch (RuntimeException | Error e) {
      text = thrown.getClass().getName() + ", whose message cannot be read";
    }
    return text.length() > MOST ? text.substring(0, MOST) + "…" : text;
  }

  /**
   * Something to log in place of what was thrown: the same if it can be printed with its causes,
   * else a stand-in with its stack.
   */
  public static Throwable printable(Throwable thrown) {
    try {
      thrown.printStackTrace(
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
      return thrown;
    } catch (RuntimeException | Error e) {
      IllegalStateException standIn = new IllegalStateException(describe(thrown));
      standIn.setStackTrace(thrown.getStackTrace());
      return standIn;
    }
  }
}
