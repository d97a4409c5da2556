package dev.reelstate.examples.evaluate.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Renders the page from a template. The template engine escapes every value. */
public final class Html {

  private static final Template TEMPLATE = template();

  private Html() {}

  /** The page, which refers to no other file. */
  public static String render(Page page) {
    return TEMPLATE.execute(page);
  }

  private static Template template() {
    try (Reader text = new InputStreamReader(
        Objects.requireNonNull(Html.class.getResourceAsStream("report.mustache")),
        StandardCharsets.UTF_8)) {
      return Mustache.compiler().escapeHTML(true).strictSections(true).compile(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
