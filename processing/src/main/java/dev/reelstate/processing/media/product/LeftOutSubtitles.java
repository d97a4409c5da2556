package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.probe.CodecNames;
import dev.reelstate.video.OtherTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says which subtitles of a source are not in the outputs, and why. */
public final class LeftOutSubtitles {

  private static final Map<String, String> PICTURES = Map.of(
      "hdmv_pgs_subtitle", "PGS of Blu-ray discs",
      "dvb_subtitle", "DVB",
      "dvd_subtitle", "DVD",
      "xsub", "DivX");

  private static final Map<String, String> OTHERS = Map.of(
      "eia_608", "CEA-608/708",
      "dvb_teletext", "teletext",
      "hdmv_text_subtitle", "text of Blu-ray discs",
      "ttml", "TTML",
      "arib_caption", "ARIB",
      "subrip", "SubRip",
      "ass", "ASS",
      "mov_text", "MP4 text",
      "webvtt", "WebVTT");

  private LeftOutSubtitles() {}

  /**
   * One sentence for each track that is left out.
   *
   * @param tracks all tracks of the source that are neither pictures nor sound
   * @param wanted whether subtitles were asked for
   * @param made the tracks that are converted
   */
  public static List<String> of(List<OtherTrack> tracks, boolean wanted, List<OtherTrack> made) {
    List<String> sentences = new ArrayList<>();
    for (OtherTrack track : tracks) {
      boolean subtitles = track.type().equals("subtitle") || track.type().equals("captions");
      if (subtitles && !made.contains(track)) {
        sentences.add(subject(track) + reason(track, wanted));
      }
    }
    return sentences;
  }

  private static String subject(OtherTrack track) {
    if (track.type().equals("captions")) {
      return "The closed captions in the pictures (" + format(track) + ")";
    }
    String language = track.language();
    String spoken = language == null
        ? "in an unknown language"
        : "in " + Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
    return "Subtitle track " + track.index() + " (" + spoken + ", " + format(track) + ")";
  }

  private static String format(OtherTrack track) {
    String codec = String.valueOf(track.codec());
    return PICTURES.getOrDefault(codec, OTHERS.getOrDefault(codec, CodecNames.of(track.codec())));
  }

  private static String reason(OtherTrack track, boolean wanted) {
    if (SubtitleTrack.isText(track)) {
      return wanted
          ? " is one of too many and was left out."
          : " was left out, since the recipe makes no subtitles.";
    }
    if (PICTURES.containsKey(String.valueOf(track.codec()))) {
      return " consists of pictures instead of text and was left out.";
    }
    return track.type().equals("captions")
        ? " cannot be converted and were left out."
        : " cannot be converted and was left out.";
  }
}
