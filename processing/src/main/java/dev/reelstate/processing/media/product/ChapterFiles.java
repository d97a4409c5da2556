package dev.reelstate.processing.media.product;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.reelstate.processing.media.libav.Chapter;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.WebVtt;
import dev.reelstate.processing.media.packaging.WebVtt.Cue;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The chapters of a film: as WebVTT for the {@code track} element of web pages, and as the JSON
 * that HLS players read.
 */
final class ChapterFiles {

  /** The file for HLS players, in the folder of the package. */
  static final String JSON = "chapters.json";

  private static final String CUES = "chapters.vtt";

  private ChapterFiles() {}

  /**
   * The chapters of a film whose media starts and ends at given times, in order and without those
   * outside it.
   *
   * @param start presentation time of the media's start, in media ticks
   * @param end the media's end, in media ticks from its start
   */
  static List<Chapter> within(List<Chapter> chapters, long start, long end) {
    List<Chapter> inOrder =
        chapters.stream().sorted(Comparator.comparingLong(Chapter::from)).toList();
    List<Chapter> within = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      Chapter chapter = inOrder.get(i);
      boolean last = i + 1 == inOrder.size();
      long next = last ? Long.MAX_VALUE : inOrder.get(i + 1).from();
      long until = chapter.until() > chapter.from() ? Math.min(chapter.until(), next) : next;
      long from = Math.max(0, chapter.from() - start);
      long to = Math.min(end, until == Long.MAX_VALUE ? end : until - start);
      if (to > from) {
        String title = chapter.title().isEmpty() ? "Chapter " + (i + 1) : chapter.title();
        within.add(new Chapter(from, to, title));
      }
    }
    return within;
  }

  /** Writes both files, if there are chapters; returns the size of the one for players in bytes. */
  static long write(List<Chapter> chapters, Outputs into) throws IOException {
    if (chapters.isEmpty()) {
      return 0;
    }
    String cues = HlsPackage.FOLDER + "/" + CUES;
    into.write(cues, webVtt(chapters));
    into.add(into.describe(Artifact.CHAPTERS, Artifact.CHAPTERS, cues, "text/vtt"));
    String json = HlsPackage.FOLDER + "/" + JSON;
    into.write(json, json(chapters));
    return into.bytes(json);
  }

  private static String webVtt(List<Chapter> chapters) {
    return WebVtt.file(chapters.stream()
        .map(one -> new Cue(one.from(), one.until(), WebVtt.escaped(one.title())))
        .toList());
  }

  private static String json(List<Chapter> chapters) {
    JsonArray all = new JsonArray();
    for (Chapter chapter : chapters) {
      JsonObject title = new JsonObject();
      title.addProperty("language", "und");
      title.addProperty("title", chapter.title());
      JsonArray titles = new JsonArray();
      titles.add(title);
      JsonObject one = new JsonObject();
      one.addProperty("chapter", all.size() + 1);
      one.addProperty("start-time", seconds(chapter.from()));
      one.addProperty("duration", seconds(chapter.until() - chapter.from()));
      one.add("titles", titles);
      all.add(one);
    }
    return all.toString();
  }

  /** In whole milliseconds, as the cues have them. */
  private static double seconds(long ticks) {
    return Math.round(TimeBase.MEDIA.seconds(ticks) * 1000) / 1000.0;
  }
}
