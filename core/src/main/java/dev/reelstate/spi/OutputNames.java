package dev.reelstate.spi;

import dev.reelstate.StoredText;
import java.util.regex.Pattern;

/** The forms of the names that {@link StepResult.Output} describes. */
final class OutputNames {

  private static final String PART = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}";
  private static final Pattern PATH = Pattern.compile(PART + "(/" + PART + ")*");
  private static final Pattern RESERVED = Pattern.compile("whole(/.*)?");
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( *;[ -~]*)?");

  private OutputNames() {}

  static boolean isPath(String path) {
    return path.length() <= StepResult.Output.MAX_PATH
        && PATH.matcher(path).matches()
        && !RESERVED.matcher(path).matches();
  }

  static void path(String what, String path) {
    if (!isPath(path)) {
      throw new InvalidOutputException(what + " has the path \"" + shown(path)
          + "\"; use letters, digits, dots, dashes and underscores, with slashes between folders,"
          + " no leading dots, and not the reserved name \"whole\".");
    }
  }

  static void kind(String kind) {
    if (!KIND.matcher(kind).matches()) {
      throw new InvalidOutputException("An output has the kind \"" + shown(kind)
          + "\"; use up to 64 lower-case letters, digits, dashes and underscores, starting with a"
          + " letter.");
    }
  }

  static void name(String name) {
    boolean isPrintable = name.codePoints().noneMatch(OutputNames::isInvisible);
    if (name.isBlank()
        || !isPrintable
        || name.codePointCount(0, name.length()) > StoredText.MAX_WORD) {
      throw new InvalidOutputException("An output has the name \"" + shown(name)
          + "\"; use up to " + StoredText.MAX_WORD
          + " printable characters, without control characters and line breaks.");
    }
  }

  static void contentType(String type) {
    if (type.length() > StoredText.MAX_WORD || !CONTENT_TYPE.matcher(type).matches()) {
      throw new InvalidOutputException("An output has the content type \"" + shown(type)
          + "\"; use a media type such as text/vtt.");
    }
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> true;
      default -> false;
    };
  }

  /** A name as a message can quote it: of bounded length, and with what is invisible replaced. */
  private static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(80)
        .map(character -> isInvisible(character) ? 0xFFFD : character)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
