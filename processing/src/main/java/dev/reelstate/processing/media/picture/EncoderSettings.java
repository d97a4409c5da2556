package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.libav.LibavException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * An encoder and everything that is set on it, by libav's names. Two encodings of the same pictures
 * by the same natives with equal settings are alike, so the text of the settings can be part of a
 * key. Immutable and thread-safe.
 *
 * @param encoder libav's name of the encoder
 * @param options the values of its options, and of those that all encoders have
 */
public record EncoderSettings(String encoder, SortedMap<String, String> options) {

  /**
   * Copies the options.
   *
   * @throws IllegalArgumentException if a name or a value is empty or has white space in it
   */
  public EncoderSettings {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    Stream.concat(
            Stream.of(encoder), Stream.concat(options.keySet().stream(), options.values().stream()))
        .forEach(EncoderSettings::requireWord);
  }

  private static void requireWord(String text) {
    if (!text.matches("\\S+")) {
      throw new IllegalArgumentException(
          "A setting of an encoder is a word, not \"" + text + "\".");
    }
  }

  /** Settings without any option. */
  public static EncoderSettings of(String encoder) {
    return new EncoderSettings(encoder, new TreeMap<>());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static EncoderSettings parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    EncoderSettings settings = of(words[0]);
    for (String word : words) {
      int equals = word.indexOf('=');
      if (word.equals(words[0])) {
        continue;
      }
      if (equals < 1) {
        throw new IllegalArgumentException(
            "A setting of an encoder is name=value, not \"" + word + "\".");
      }
      settings = settings.with(word.substring(0, equals), word.substring(equals + 1));
    }
    return settings;
  }

  /** The same with another value of an option. */
  public EncoderSettings with(String option, String value) {
    SortedMap<String, String> more = new TreeMap<>(options);
    more.put(option, value);
    return new EncoderSettings(encoder, more);
  }

  /** The same with a number as the value of an option. */
  public EncoderSettings with(String option, long value) {
    return with(option, Long.toString(value));
  }

  /** One line: the encoder, then {@code name=value} for each option, in the order of the names. */
  public String text() {
    return Stream.concat(
            Stream.of(encoder),
            options.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  /**
   * Sets the options on an encoder that is not open yet.
   *
   * @throws LibavException if it does not have one of them, or not that value
   */
  void apply(AVCodecContext context) throws LibavException {
    for (var option : options.entrySet()) {
      LibavException.check(
          avutil.av_opt_set(
              context, option.getKey(), option.getValue(), avutil.AV_OPT_SEARCH_CHILDREN),
          "set " + option.getKey() + " of " + encoder + " to " + option.getValue());
    }
  }

  @Override
  public String toString() {
    return text();
  }
}
