package dev.reelstate.processing.media.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A playlist as RFC 8216, section 4, has it: tags, and URIs with the tags before them. */
final class Playlist {

  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Z0-9-]+)=(\"[^\"\r\n]*\"|[^\",\\s]+)(?:,|$)");

  /**
   * A line with a URI.
   *
   * @param tags the tags since the previous URI and their values
   */
  record Entry(String uri, Map<String, String> tags) {}

  private final Path file;
  private final List<String> lines;
  private final List<Entry> entries = new ArrayList<>();

  private Playlist(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
    Map<String, String> tags = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.startsWith("#EXT")) {
        tags.put(name(line), value(line));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        entries.add(new Entry(line, Map.copyOf(tags)));
        tags.clear();
      }
    }
  }

  static Playlist read(Path file) throws IOException {
    return new Playlist(file, Files.readAllLines(file));
  }

  private static String name(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? line : line.substring(0, colon);
  }

  private static String value(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(colon + 1);
  }

  String firstLine() {
    return lines.isEmpty() ? "" : lines.get(0);
  }

  Path sibling(String uri) {
    return file.resolveSibling(uri);
  }

  List<Entry> entries() {
    return entries;
  }

  /** The values of all tags of a name. */
  List<String> all(String tag) {
    return lines.stream()
        .filter(line -> line.startsWith("#EXT") && name(line).equals(tag))
        .map(Playlist::value)
        .toList();
  }

  Optional<String> first(String tag) {
    return all(tag).stream().findFirst();
  }

  boolean has(String tag) {
    return first(tag).isPresent();
  }

  /** The number that a tag has; -1 if the tag is missing or has none. */
  long number(String tag) {
    String text = first(tag).orElse("");
    return text.matches("\\d+") ? Long.parseLong(text) : -1;
  }

  /**
   * The attributes of a tag, with the quotes of those that have some.
   *
   * @throws IllegalArgumentException if it is no list of attributes, or has one twice
   */
  static Map<String, String> attributes(String list) {
    Map<String, String> attributes = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(list);
    int at = 0;
    while (at < list.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new IllegalArgumentException("Not a list of attributes: " + list);
      }
      if (attributes.put(matcher.group(1), matcher.group(2)) != null) {
        throw new IllegalArgumentException("An attribute is there twice: " + list);
      }
      at = matcher.end();
    }
    return attributes;
  }

  /** The content of a quoted attribute; empty if it is missing or not quoted. */
  static String text(Map<String, String> attributes, String name) {
    String value = attributes.getOrDefault(name, "");
    boolean quoted = value.length() >= 2 && value.startsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : "";
  }
}
