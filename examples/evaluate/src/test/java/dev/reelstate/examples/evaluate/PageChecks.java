package dev.reelstate.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.xml.sax.InputSource;

/** What every report promises. */
final class PageChecks {

  private static final Pattern REFERENCE = Pattern.compile(
      "(?:src|href|action|data|poster)\\s*=\\s*\"([^\"]*)\"|url\\(([^)]*)\\)|@import");
  private static final Pattern CHART =
      Pattern.compile("data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)");

  private PageChecks() {}

  /** Nothing is loaded from elsewhere, neither by the page nor by its charts. */
  static void isSelfContained(String page) {
    assertThat(REFERENCE.matcher(page).results().map(MatchResult::group))
        .allMatch(reference -> reference.startsWith("src=\"data:image/svg+xml;base64,"));
    assertThat(page).doesNotContain("<script", "http://", "https://");
    assertThat(CHART.matcher(page).results().map(found -> found.group(1)))
        .isNotEmpty()
        .allSatisfy(PageChecks::isDrawing);
  }

  private static void isDrawing(String encoded) {
    String svg = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    assertThat(REFERENCE.matcher(svg).results().map(MatchResult::group))
        .allMatch(reference -> reference.startsWith("url(#"));
    assertThat(svg).doesNotContain("<!DOCTYPE").contains("<path");
    assertThat(elements(svg)).isGreaterThan(10);
  }

  private static int elements(String svg) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)))
          .getElementsByTagName("*")
          .getLength();
    } catch (Exception e) {
      throw new AssertionError("A chart is not XML.", e);
    }
  }
}
