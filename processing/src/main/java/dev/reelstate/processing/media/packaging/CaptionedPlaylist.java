package dev.reelstate.processing.media.packaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds captions that were given later to the master playlist of an HLS package. */
public final class CaptionedPlaylist {

  private static final String STREAM = "#EXT-X-STREAM-INF:";
  private static final Pattern GROUP = Pattern.compile(",SUBTITLES=\"([^\"]*)\"");

  private CaptionedPlaylist() {}

  /**
   * Captions in one language.
   *
   * @param language its BCP 47 tag
   * @param uri their playlist, relative to the master playlist
   */
  public record Captions(String language, String uri) {

    private String media(String group) {
      Locale locale = Locale.forLanguageTag(language);
      String name = locale.getDisplayName(locale).replace('"', '\'');
      return "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"" + group + "\",NAME=\"" + name
          + "\",LANGUAGE=\"" + language + "\",AUTOSELECT=YES,URI=\"" + uri + "\"";
    }
  }

  /** The playlist with further captions, which join those that it has. */
  public static String of(String master, List<Captions> captions) {
    Matcher known = GROUP.matcher(master);
    String group = known.find() ? known.group(1) : "subtitles";
    List<String> lines = new ArrayList<>();
    boolean added = false;
    for (String line : master.split("\n", -1)) {
      boolean stream = line.startsWith(STREAM);
      if (stream && !added) {
        captions.forEach(one -> lines.add(one.media(group)));
        added = true;
      }
      boolean joins = stream && !captions.isEmpty() && !GROUP.matcher(line).find();
      lines.add(joins ? line + ",SUBTITLES=\"" + group + "\"" : line);
    }
    return String.join("\n", lines);
  }
}
