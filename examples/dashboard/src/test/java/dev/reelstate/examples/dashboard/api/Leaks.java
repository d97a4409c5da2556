package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.Pattern;

/** Searches error messages for internal details: paths, statements, classes, stack traces. */
final class Leaks {

  private static final List<Pattern> SECRETS = List.of(
      Pattern.compile("(^|[\\s\"'(=:])/(?!api/openapi\\.yaml)[\\w.-]+/"),
      Pattern.compile("[A-Za-z]:\\\\"),
      Pattern.compile("\\b(java|javax|jakarta|dev|org|com|io|me)\\.[a-z]\\w*\\."),
      Pattern.compile("\\w(Exception|Error)\\b"),
      Pattern.compile("\\bat \\w[\\w.$]*\\("),
      Pattern.compile("(?i)\\b(select|insert|update|delete)\\b.*\\b(from|into|set|where)\\b"),
      Pattern.compile("(?i)\\b(sql|jdbc|h2|null)\\b"));

  private Leaks() {}

  /** Fails if a problem leaks internal details, or is not one sentence. */
  static void check(String body, int status) {
    JsonNode problem;
    try {
      problem = new ObjectMapper().readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
    String detail = problem.get("detail").asText();
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(found(detail)).as(detail).isEmpty();
    assertThat(found(problem.get("title").asText())).isEmpty();
    assertThat(detail).as("one sentence").matches("\\p{Lu}[^\n]*\\.");
    assertThat(detail).as("one sentence").doesNotContainPattern("\\. \\p{Lu}");
  }

  static List<String> found(String text) {
    return SECRETS.stream()
        .filter(secret -> secret.matcher(text).find())
        .map(Pattern::pattern)
        .toList();
  }
}
