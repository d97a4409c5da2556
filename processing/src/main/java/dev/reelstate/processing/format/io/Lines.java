package dev.reelstate.processing.format.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a text file line by line. Not thread-safe. */
public final class Lines {

  /** Long enough for any line that is meant, short enough for memory. */
  private static final int LONGEST = 1 << 20;

  private static final int END = -1;

  /** Takes one line. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes a line.
     *
     * @param line the text without its end
     * @param number from 1
     */
    void take(String line, long number);
  }

  private Lines() {}

  /**
   * Hands on every line that is not blank, without white space around it; a {@link Refusal} is one
   * of that line.
   */
  public static void read(Path file, Taker taker) {
    readAll(file, (line, number) -> {
      String stripped = line.strip();
      if (!stripped.isEmpty()) {
        taker.take(stripped, number);
      }
    });
  }

  /** Hands on every line as it is; a {@link Refusal} is one of that line. */
  public static void readAll(Path file, Taker taker) {
    long number = 1;
    try (BufferedReader text = Texts.open(file)) {
      StringBuilder line = new StringBuilder();
      int end;
      do {
        end = next(text, line);
        taker.take(line.toString(), number);
        number++;
      } while (end != END);
    } catch (Refusal e) {
      throw e.in(file, "line " + number);
    } catch (IOException e) {
      throw Texts.unreadable(file, e);
    }
  }

  private static int next(BufferedReader text, StringBuilder line) throws IOException {
    line.setLength(0);
    int character = text.read();
    while (character != END && character != '\n') {
      if (line.length() == LONGEST) {
        throw new Refusal("The line has more than " + LONGEST + " characters.");
      }
      line.append((char) character);
      character = text.read();
    }
    return character;
  }
}
