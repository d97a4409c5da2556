package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.packaging.LanguageTag;
import dev.reelstate.processing.media.packaging.PackagedCaptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names subtitle tracks for viewers, by their titles or else by their languages. */
final class SubtitleLabels {

  private static final String NAMELESS = "Subtitles";

  private final Set<String> names = new HashSet<>();
  private final Set<List<Object>> choices = new HashSet<>();

  private SubtitleLabels() {}

  /** The captions of a package, in the order of its tracks. */
  static List<PackagedCaptions> of(List<SubtitleTrack> tracks) {
    SubtitleLabels labels = new SubtitleLabels();
    List<PackagedCaptions> captions = new ArrayList<>();
    tracks.forEach(track -> captions.add(labels.label(track)));
    return captions;
  }

  private PackagedCaptions label(SubtitleTrack track) {
    String language = track.language();
    boolean first =
        choices.add(List.of(String.valueOf(language), track.forced(), track.descriptive()));
    return new PackagedCaptions(
        track.folder(),
        unique(name(track, language)),
        language,
        track.forced(),
        track.descriptive(),
        first,
        track.bitRate());
  }

  private static String name(SubtitleTrack track, @Nullable String language) {
    if (!track.title().isEmpty()) {
      return track.title();
    }
    String name = language == null ? NAMELESS : display(language);
    return name + (track.forced() ? " (forced)" : track.descriptive() ? " (SDH)" : "");
  }

  /** The language's name in itself. */
  private static String display(String language) {
    Locale locale = Locale.forLanguageTag(language);
    return locale.getDisplayLanguage(locale);
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int number = 2; !names.add(name); number++) {
      name = wanted + " " + number;
    }
    return name;
  }

  /** The BCP 47 tag for a language code of a container, or null if there is none. */
  static @Nullable String tag(@Nullable String code) {
    return code == null ? null : LanguageTag.of(code);
  }
}
