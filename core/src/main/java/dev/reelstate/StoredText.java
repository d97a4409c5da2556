package dev.reelstate;

/**
 * Defines the text that every store can keep, so that no database refuses a name that another
 * accepts.
 *
 * <p>Text must not contain a NUL character, which PostgreSQL refuses, or an unpaired surrogate,
 * which UTF-8 cannot encode. A <i>word</i> is text that may be part of a key: a project, an upload
 * key, a label, or the name of a node, a durable reader or an artifact. It has at most
 * {@value #MAX_WORD} characters, counted as Unicode code points. MariaDB and MySQL hold no more in
 * a key column, and two words of that length fit into one PostgreSQL index entry, however many
 * bytes they take. A <i>line</i> is text that is shown to people, such as a title or a file name;
 * it has at most {@value #MAX_LINE} of them. Stateless and thread-safe.
 */
public final class StoredText {

  /** The maximum length of a word, in code points. */
  public static final int MAX_WORD = 255;

  /** The maximum length of a line, in code points. */
  public static final int MAX_LINE = 1000;

  private static final char REPLACEMENT = '\uFFFD';

  private StoredText() {}

  /**
   * Checks that every store can keep a text.
   *
   * @param what the name of the text in messages, with its article
   * @return the text
   * @throws IllegalArgumentException if it contains a NUL character or an unpaired surrogate
   */
  public static String text(String what, String text) {
    int bad = firstUnstorable(text, 0);
    if (bad < text.length()) {
      throw new IllegalArgumentException(
          "%s has %s at index %d, which databases cannot store; remove it."
              .formatted(
                  capitalised(what),
                  text.charAt(bad) == 0 ? "a NUL character" : "an unpaired surrogate",
                  bad));
    }
    return text;
  }

  /**
   * Checks that every store can keep a text as part of a key.
   *
   * @param what the name of the text in messages, with its article
   * @return the text
   * @throws IllegalArgumentException if it is longer than {@value #MAX_WORD} code points, or
   *     contains characters that {@link #text} refuses
   */
  public static String word(String what, String text) {
    return text(what, noLonger(MAX_WORD, what, text));
  }

  /**
   * Checks that every store can keep a text that is shown to people.
   *
   * @param what the name of the text in messages, with its article
   * @return the text
   * @throws IllegalArgumentException if it is longer than {@value #MAX_LINE} code points, or
   *     contains characters that {@link #text} refuses
   */
  public static String line(String what, String text) {
    return text(what, noLonger(MAX_LINE, what, text));
  }

  private static String noLonger(int most, String what, String text) {
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      throw new IllegalArgumentException("%s has %d characters but may have at most %d."
          .formatted(capitalised(what), length, most));
    }
    return text;
  }

  /**
   * Cleans text that nobody can be asked to correct: replaces each code unit that cannot be kept
   * with U+FFFD.
   */
  public static String cleaned(String text) {
    int bad = firstUnstorable(text, 0);
    if (bad == text.length()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text);
    for (; bad < text.length(); bad = firstUnstorable(text, bad + 1)) {
      clean.setCharAt(bad, REPLACEMENT);
    }
    return clean.toString();
  }

  private static int firstUnstorable(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (character == 0 || Character.getType(character) == Character.SURROGATE) {
        return at;
      }
      at += Character.charCount(character);
    }
    return text.length();
  }

  private static String capitalised(String what) {
    return Character.toUpperCase(what.charAt(0)) + what.substring(1);
  }
}
