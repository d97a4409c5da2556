package dev.reelstate.processing.diagnosis;

import dev.reelstate.ReelstateException;
import java.util.regex.Pattern;

/** Removes from texts what must not leave the house: URLs, paths, and values of secrets. */
final class Redaction {

  private static final String MARK = "[redacted]";

  private static final Pattern URL =
      Pattern.compile("(?:jdbc:|[a-zA-Z][a-zA-Z0-9+.-]*://)[^\\s\"'<>]*");
  private static final Pattern SECRET = Pattern.compile(
      "(?i)([\\w.-]*(?:password|passwd|pwd|secret|token|credential|api[_-]?key)[\\w.-]*\\s*[=:]\\s*)"
          + "[^\\s,;&]+");
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w:.])(?:[A-Za-z]:[\\\\/]|/)[^\\s:\"'<>()]+");

  private Redaction() {}

  static String clean(String text) {
    String withoutUrls = URL.matcher(text).replaceAll(MARK);
    String withoutSecrets = SECRET.matcher(withoutUrls).replaceAll("$1" + MARK);
    return PATH.matcher(withoutSecrets).replaceAll(MARK);
  }

  /** The class and the code of an exception, without its message. */
  static String kind(Exception e) {
    return e instanceof ReelstateException ours
        ? e.getClass().getSimpleName() + " " + ours.failure().code()
        : e.getClass().getName();
  }
}
