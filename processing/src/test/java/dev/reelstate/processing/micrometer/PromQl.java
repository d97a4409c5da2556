package dev.reelstate.processing.micrometer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of PromQL selects and groups by. Understands the part of the language that the
 * project's own files use, and refuses everything else.
 */
record PromQl(List<Selector> selectors, Set<String> grouping) {

  private static final Pattern TOKEN = Pattern.compile(
      "\\s*(?:([a-zA-Z_:][\\w:]*)|(\\{[^}]*})|(\\[[^]]*])|(\\d[\\d.eE]*)|([()<>=!/*+,-]+?))\\s*");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!~|!=|=)\"([^\"]*)\"");
  private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "avg", "count");
  private static final Set<String> FUNCTIONS = Set.of("rate", "increase", "predict_linear");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless");

  /** A metric with the labels that must equal a value. */
  record Selector(String metric, Map<String, String> equal, Set<String> labels) {}

  static PromQl parse(String expression) {
    List<Selector> selectors = new ArrayList<>();
    Set<String> grouping = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    Matcher token = TOKEN.matcher(expression);
    String before = "";
    int at = 0;
    while (at < expression.length()) {
      if (!token.find(at) || token.start() != at) {
        throw new IllegalArgumentException("Not understood from " + at + ": " + expression);
      }
      String word = token.group(1);
      String text = token.group().strip();
      if (text.equals("(")) {
        open.push(before);
      } else if (text.equals(")")) {
        open.pop();
      } else if (word != null && "by".equals(open.peek())) {
        grouping.add(word);
      } else if (word != null && !isKeyword(word)) {
        selectors.add(new Selector(word, new HashMap<>(), new HashSet<>()));
      } else if (token.group(2) != null) {
        match(text, selectors.get(selectors.size() - 1));
      }
      before = text;
      at = token.end();
    }
    if (!open.isEmpty() || selectors.isEmpty()) {
      throw new IllegalArgumentException("Unbalanced or empty: " + expression);
    }
    return new PromQl(selectors, grouping);
  }

  private static boolean isKeyword(String word) {
    return word.equals("by")
        || AGGREGATIONS.contains(word)
        || FUNCTIONS.contains(word)
        || OPERATORS.contains(word);
  }

  private static void match(String braces, Selector selector) {
    Matcher matcher = MATCHER.matcher(braces);
    while (matcher.find()) {
      selector.labels().add(matcher.group(1));
      if (matcher.group(2).equals("=")) {
        selector.equal().put(matcher.group(1), matcher.group(3));
      }
    }
  }
}
