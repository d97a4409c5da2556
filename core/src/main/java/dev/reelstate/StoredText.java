package dev.reelstate;

/**
 * The text that every store can keep, so that a name which one database takes is not refused by
 * another.
 *
 * <p>No text has a NUL character, which PostgreSQL does not take, or half of a surrogate pair,
 * which UTF-8 cannot say. A <i>word</i> is text that may be part of a key: a project, an upload
 * key, a label, the name of a node, of a durable reader or of an artifact. It has at most
 * {@value #MAX_WORD} characters, counted as Unicode code points: what MariaDB and MySQL hold in a
 * key's column, and few enough that two of them fit into one entry of an index on PostgreSQL,
 * whatever their bytes. Stateless and thread-safe.
 */
public final class StoredText {

  /** The most code points of a word. */
  public static final int MAX_WORD = 255;

  private static final char REPLACEMENT = '\uFFFD';

  private StoredText() {}

  /**
   * Makes sure that text can be kept.
   *
   * @param what it is, with its article, for the message
   * @return the text
   * @throws IllegalArgumentException if it has a NUL character or half of a surrogate pair
   */
  public static String text(String what, String text) {
    int bad = firstUnstorable(text, 0);
    if (bad < text.length()) {
      throw new IllegalArgumentException(
          "%s has %s at index %d, which databases cannot keep; leave it out."
              .formatted(
                  capitalised(what),
                  text.charAt(bad) == 0 ? "a NUL character" : "half of a surrogate pair",
                  bad));
    }
    return text;
  }

  /**
   * Makes sure that text can be kept as part of a key.
   *
   * @param what it is, with its article, for the message
   * @return the text
   * @throws IllegalArgumentException if it is longer than {@value #MAX_WORD} code points, or no
   *     {@linkplain #text text} to keep
   */
  public static String word(String what, String text) {
    int length = text.codePointCount(0, text.length());
    if (length > MAX_WORD) {
      throw new IllegalArgumentException("%s has %d characters, and may have %d at most."
          .formatted(capitalised(what), length, MAX_WORD));
    }
    return text(what, text);
  }

  /**
   * Text that can be kept, for what nobody can be asked to correct: each unit that cannot is
   * replaced by U+FFFD.
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
