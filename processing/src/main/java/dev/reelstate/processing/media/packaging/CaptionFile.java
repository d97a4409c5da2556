package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.packaging.WebVtt.Cue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cues of a WebVTT or SubRip file that the host has given: texts and times, without markup and
 * positions. Immutable.
 */
public final class CaptionFile {

  /** The largest file that is read, in bytes. */
  public static final int MOST_BYTES = 2 << 20;

  /** More than any film has: one every two seconds for twelve hours. */
  private static final int MOST_CUES = 22_000;

  private static final String TIME = "(?:(\\d{1,4}):)?([0-5]\\d):([0-5]\\d)[.,](\\d{3})";
  private static final Pattern TIMING =
      Pattern.compile("\\s*" + TIME + "\\s+-->\\s+" + TIME + "(?:\\s.*)?");
  private static final Pattern COMMENT = Pattern.compile("(NOTE|STYLE|REGION)([ \t].*)?");

  private final List<Cue> cues;

  private CaptionFile(List<Cue> cues) {
    this.cues = List.copyOf(cues);
  }

  /** The file is not one of captions; the message says where and why. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /**
   * Reads a file.
   *
   * @throws MalformedException if it is too large, not UTF-8, or neither WebVTT nor SubRip
   */
  public static CaptionFile read(byte[] file) throws MalformedException {
    if (file.length > MOST_BYTES) {
      throw new MalformedException("it is larger than " + MOST_BYTES + " bytes");
    }
    String[] lines = text(file).split("\n", -1);
    boolean webVtt = lines[0].matches("WEBVTT([ \t].*)?");
    List<Cue> cues = new ArrayList<>();
    int next = webVtt ? endOfBlock(lines, 0) : 0;
    while (next < lines.length) {
      if (lines[next].isBlank()) {
        next++;
        continue;
      }
      int end = endOfBlock(lines, next);
      if (!webVtt || !COMMENT.matcher(lines[next]).matches()) {
        cues.add(cue(lines, next, end));
      }
      next = end;
    }
    if (cues.isEmpty() || cues.size() > MOST_CUES) {
      throw new MalformedException(
          "it has " + cues.size() + " cues, but 1 to " + MOST_CUES + " are accepted");
    }
    return new CaptionFile(cues);
  }

  private static String text(byte[] file) throws MalformedException {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return bare.replace("\r\n", "\n").replace('\r', '\n').replace('\0', '\uFFFD');
    } catch (CharacterCodingException e) {
      throw new MalformedException("it is not UTF-8 text");
    }
  }

  private static int endOfBlock(String[] lines, int begin) {
    int end = begin;
    while (end < lines.length && !lines[end].isBlank()) {
      end++;
    }
    return end;
  }

  /** Reads a block: the times, possibly after a line with a number or name, and then the text. */
  private static Cue cue(String[] lines, int begin, int end) throws MalformedException {
    int at = lines[begin].contains("-->") || begin + 1 == end ? begin : begin + 1;
    Matcher timing = TIMING.matcher(lines[at]);
    if (!timing.matches()) {
      throw new MalformedException(
          "line " + (at + 1) + " has no times such as" + " 00:00:01.000 --> 00:00:02.500");
    }
    long from = millis(timing, 1);
    long until = millis(timing, 5);
    if (until <= from) {
      throw new MalformedException("the cue in line " + (at + 1) + " ends before it begins");
    }
    String said = String.join("\n", List.of(lines).subList(at + 1, end));
    return new Cue(
        from * WebVtt.MILLISECOND, until * WebVtt.MILLISECOND, WebVtt.escaped(plain(said)));
  }

  private static long millis(Matcher timing, int group) {
    String hours = timing.group(group);
    long minutes =
        (hours == null ? 0 : Long.parseLong(hours)) * 60 + Long.parseLong(timing.group(group + 1));
    return (minutes * 60 + Long.parseLong(timing.group(group + 2))) * 1000
        + Long.parseLong(timing.group(group + 3));
  }

  private static String plain(String said) {
    return said.replaceAll("<[^<>]*>", "")
        .replaceAll("\\{\\\\[^{}]*}", "")
        .replace("&nbsp;", " ")
        .replace("&lrm;", "\u200E")
        .replace("&rlm;", "\u200F")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  /** The file as WebVTT, with the cues in order of time. */
  public String webVtt() {
    return WebVtt.file(cues);
  }

  /**
   * An HLS playlist with the single file of cues.
   *
   * @param length the length of the video, or zero if unknown
   */
  public String playlist(String file, Duration length) {
    long end = cues.stream().mapToLong(Cue::until).max().orElse(0);
    return WebVtt.playlist(file, Math.max(length.toMillis() * WebVtt.MILLISECOND, end));
  }
}
