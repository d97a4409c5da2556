package dev.reelstate.processing.media.conformance;

import static java.util.stream.Collectors.groupingBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for groups of renditions (RFC 8216, section 4.3.4.1). */
final class GroupCheck {

  /** Members of one type may differ in these from one group to another. */
  private static final Set<String> OF_THE_GROUP = Set.of("GROUP-ID", "URI", "CHANNELS");

  private static final Set<String> TEXTS =
      Set.of("GROUP-ID", "NAME", "URI", "LANGUAGE", "CHANNELS", "CHARACTERISTICS");

  private final List<Map<String, String>> media;
  private final Faults faults;

  GroupCheck(List<Map<String, String>> media, Faults faults) {
    this.media = media;
    this.faults = faults;
  }

  private void unless(boolean kept, String rule, @Nullable Object... values) {
    faults.unless(kept, "master.m3u8", rule, values);
  }

  void run() {
    media.forEach(this::member);
    Map<String, List<Map<String, String>>> types =
        media.stream().collect(groupingBy(one -> one.getOrDefault("TYPE", "")));
    types.values().forEach(this::type);
  }

  private void member(Map<String, String> one) {
    unless(!Playlist.text(one, "GROUP-ID").isEmpty(), "%s has a GROUP-ID", one);
    unless(!Playlist.text(one, "NAME").isEmpty(), "%s has a NAME", one);
    TEXTS.stream()
        .filter(one::containsKey)
        .forEach(name -> unless(
            String.valueOf(one.get(name)).startsWith("\""), "%s of %s is quoted", name, one));
    for (String name : List.of("DEFAULT", "AUTOSELECT", "FORCED")) {
      String value = one.getOrDefault(name, "NO");
      unless(Set.of("YES", "NO").contains(value), "%s of %s is YES or NO", name, one);
    }
    boolean chosen = "YES".equals(one.get("DEFAULT"));
    unless(!chosen || "YES".equals(one.get("AUTOSELECT")), "the default %s is AUTOSELECT", one);
    unless(
        !one.containsKey("FORCED") || "SUBTITLES".equals(one.get("TYPE")),
        "only subtitles are FORCED, not %s",
        one);
    String language = Playlist.text(one, "LANGUAGE");
    unless(
        !one.containsKey("LANGUAGE") || language.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"),
        "LANGUAGE %s is a tag of BCP 47",
        language);
  }

  /** Each group of a type has the same members. */
  private void type(List<Map<String, String>> members) {
    Map<String, List<Map<String, String>>> groups =
        members.stream().collect(groupingBy(one -> Playlist.text(one, "GROUP-ID")));
    Set<Set<Map<String, String>>> kinds = new HashSet<>();
    for (List<Map<String, String>> group : groups.values()) {
      group(group);
      Set<Map<String, String>> kind = new HashSet<>();
      for (Map<String, String> one : group) {
        Map<String, String> shared = new HashMap<>(one);
        shared.keySet().removeAll(OF_THE_GROUP);
        kind.add(shared);
      }
      kinds.add(kind);
    }
    unless(kinds.size() == 1, "groups of a type have the same members, not %s", kinds);
  }

  private void group(List<Map<String, String>> group) {
    Set<String> names = new HashSet<>();
    Set<String> choices = new HashSet<>();
    long defaults =
        group.stream().filter(one -> "YES".equals(one.get("DEFAULT"))).count();
    unless(defaults <= 1, "a group has one default, not %d", defaults);
    for (Map<String, String> one : group) {
      unless(names.add(Playlist.text(one, "NAME")), "the NAME %s is there once", one.get("NAME"));
      String choice = one.get("LANGUAGE")
          + one.get("ASSOC-LANGUAGE")
          + one.get("FORCED")
          + one.get("CHARACTERISTICS");
      unless(
          !"YES".equals(one.get("AUTOSELECT")) || choices.add(choice),
          "members that are chosen automatically differ in language or character, unlike %s",
          one);
    }
  }
}
