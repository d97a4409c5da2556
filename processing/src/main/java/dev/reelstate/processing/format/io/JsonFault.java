package dev.reelstate.processing.format.io;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Set;

/**
 * Says what is wrong with a file that is no JSON. It gives the parser one character at a time, so
 * that it knows the word at which the parser gives up. Not thread-safe.
 */
final class JsonFault extends Reader {

  private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

  /** Longer than any of these. */
  private static final int LONGEST = 16;

  private static final int END = -1;

  private final Reader text;
  private final StringBuilder word = new StringBuilder();
  private boolean ended;

  private JsonFault(Reader text) {
    this.text = text;
  }

  /** What is wrong with a malformed file, in one sentence. */
  static String of(Path file) throws IOException {
    try (JsonFault fault = new JsonFault(Texts.open(file))) {
      return fault.sentence();
    }
  }

  private String sentence() throws IOException {
    boolean malformed = isMalformed();
    int character = text.read();
    while (character != END && add((char) character)) {
      character = text.read();
    }
    if (NO_NUMBERS.contains(word.toString())) {
      return "JSON has no " + word + ".";
    }
    return malformed && !ended
        ? "This is not valid JSON, or nested more than " + Json.DEEPEST + " levels deep."
        : "The file ends before its JSON document does.";
  }

  private boolean isMalformed() throws IOException {
    JsonReader reader = Json.strict(this);
    try {
      reader.skipValue();
      var unused = reader.peek();
      return false;
    } catch (MalformedJsonException e) {
      return true;
    } catch (EOFException e) {
      return false;
    }
  }

  /** Adds to the word, unless it ends here. */
  private boolean add(char character) {
    boolean more = Character.isLetterOrDigit(character) || "+-._".indexOf(character) >= 0;
    if (more && word.length() < LONGEST) {
      word.append(character);
    }
    return more;
  }

  @Override
  public int read(char[] into, int at, int length) throws IOException {
    int character = text.read();
    if (character == END) {
      ended = true;
      return END;
    }
    into[at] = (char) character;
    if (!add(into[at])) {
      word.setLength(0);
    }
    return 1;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
