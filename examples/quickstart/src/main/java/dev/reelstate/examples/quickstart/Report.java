package dev.reelstate.examples.quickstart;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The report page, rendered from a template. The template engine escapes every value. */
final class Report {

  private static final Template TEMPLATE = template();

  /**
   * The whole page.
   *
   * @param counts the number of videos per final status
   * @param several whether there is more than one video
   */
  record Page(String title, List<Count> counts, boolean several, List<VideoCard> videos) {}

  /** The number of videos that ended with a status. */
  record Count(String status, long number) {}

  private Report() {}

  static String html(List<Outcome> outcomes, OutputFolder folder) {
    List<VideoCard> cards =
        outcomes.stream().map(outcome -> VideoCard.of(outcome, folder)).toList();
    boolean several = cards.size() > 1;
    String title = several ? cards.size() + " videos" : cards.get(0).name();
    return TEMPLATE.execute(new Page(title, counts(outcomes), several, cards));
  }

  private static List<Count> counts(List<Outcome> outcomes) {
    return Arrays.stream(VideoStatus.values())
        .map(status -> new Count(
            status.wireName(),
            outcomes.stream()
                .filter(outcome -> outcome.video().status() == status)
                .count()))
        .filter(count -> count.number() > 0)
        .toList();
  }

  private static Template template() {
    try (Reader text = new InputStreamReader(
        Objects.requireNonNull(Report.class.getResourceAsStream("report.mustache")),
        StandardCharsets.UTF_8)) {
      return Mustache.compiler().escapeHTML(true).nullValue("").compile(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
