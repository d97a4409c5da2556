package dev.reelstate.processing.media.packaging;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Turns the language codes of containers (ISO 639) into those of the web (BCP 47). */
public final class LanguageTag {

  /** The codes of libraries (ISO 639-2/B) that differ from those of terminology (639-2/T). */
  private static final Map<String, String> OF_LIBRARIES = Map.ofEntries(
      Map.entry("alb", "sq"),
      Map.entry("arm", "hy"),
      Map.entry("baq", "eu"),
      Map.entry("bur", "my"),
      Map.entry("chi", "zh"),
      Map.entry("cze", "cs"),
      Map.entry("dut", "nl"),
      Map.entry("fre", "fr"),
      Map.entry("geo", "ka"),
      Map.entry("ger", "de"),
      Map.entry("gre", "el"),
      Map.entry("ice", "is"),
      Map.entry("mac", "mk"),
      Map.entry("mao", "mi"),
      Map.entry("may", "ms"),
      Map.entry("per", "fa"),
      Map.entry("rum", "ro"),
      Map.entry("slo", "sk"),
      Map.entry("tib", "bo"),
      Map.entry("wel", "cy"));

  private static final Map<String, String> SHORT = shortCodes();

  private LanguageTag() {}

  private static Map<String, String> shortCodes() {
    Map<String, String> codes = new HashMap<>(OF_LIBRARIES);
    for (String code : Locale.getISOLanguages()) {
      Locale locale = Locale.forLanguageTag(code);
      codes.put(locale.getISO3Language(), locale.toLanguageTag());
    }
    return codes;
  }

  /** The shortest tag of a language: {@code de} for {@code ger}, {@code deu} and {@code de}. */
  public static String of(String code) {
    String lower = code.toLowerCase(Locale.ROOT);
    return SHORT.getOrDefault(lower, lower);
  }

  /** The language's name in itself, or its tag if that is unknown. */
  static String name(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    return locale.getDisplayLanguage(locale);
  }
}
