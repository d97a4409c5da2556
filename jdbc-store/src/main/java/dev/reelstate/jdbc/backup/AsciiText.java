package dev.reelstate.jdbc.backup;

import java.util.HexFormat;

/** JSON strings in ASCII, whatever characters they stand for. */
final class AsciiText {

  private static final char LAST = 0x7f;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private AsciiText() {}

  /** Appends text as a JSON string. */
  static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      append(json, text.charAt(i));
    }
    json.append('"');
  }

  private static void append(StringBuilder json, char c) {
    switch (c) {
      case '"', '\\' -> json.append('\\').append(c);
      case '\b' -> json.append("\\b");
      case '\t' -> json.append("\\t");
      case '\n' -> json.append("\\n");
      case '\f' -> json.append("\\f");
      case '\r' -> json.append("\\r");
      default -> {
        if (c >= ' ' && c <= LAST) {
          json.append(c);
        } else {
          json.append("\\u").append(HEX.toHexDigits(c));
        }
      }
    }
  }
}
