package dev.reelstate.jdbc.script;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits SQL without understanding it: recognizes only quotes, comments and parentheses. Statements
 * of migrations must not contain other semicolons, which rules out triggers and procedures.
 */
public final class SqlText {

  private SqlText() {}

  /** The statements of a script, without comments. */
  public static List<String> statements(String script) {
    return split(withoutComments(script), ';');
  }

  /** The parts between commas that are not in parentheses. */
  public static List<String> parts(String list) {
    return split(list, ',');
  }

  /**
   * The text between the first opening parenthesis and the one that closes it; empty if there is
   * none.
   */
  public static String inParentheses(String text) {
    int from = text.indexOf('(');
    int depth = 0;
    for (int i = Math.max(from, 0); i < text.length(); i = next(text, i)) {
      depth += depth(text.charAt(i));
      if (depth == 0 && i > from && from >= 0) {
        return text.substring(from + 1, i).strip();
      }
    }
    return "";
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int depth = 0;
    for (int i = 0; i < text.length(); i = next(text, i)) {
      depth += depth(text.charAt(i));
      if (depth == 0 && text.charAt(i) == separator) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).strip());
    parts.removeIf(String::isEmpty);
    return parts;
  }

  private static String withoutComments(String script) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < script.length(); ) {
      if (script.startsWith("--", i)) {
        i = endOr(script, script.indexOf('\n', i));
      } else if (script.startsWith("/*", i)) {
        i = endOr(script, script.indexOf("*/", i + 2) + 1) + 1;
      } else {
        int after = next(script, i);
        sql.append(script, i, after);
        i = after;
      }
    }
    return sql.toString();
  }

  /** The index of the next character that is not in quotes. */
  private static int next(String text, int at) {
    char quote = text.charAt(at);
    if (quote != '\'' && quote != '"' && quote != '`') {
      return at + 1;
    }
    return endOr(text, text.indexOf(quote, at + 1) + 1);
  }

  private static int endOr(String text, int index) {
    return index <= 0 ? text.length() : index;
  }

  private static int depth(char character) {
    return character == '(' ? 1 : character == ')' ? -1 : 0;
  }
}
