package dev.reelstate.processing.media.packaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sound renditions of a master playlist: a group in stereo, and another one with the same
 * members if any of them is there in surround (RFC 8216, section 4.3.4.1.1).
 */
final class SoundGroups {

  private static final String STEREO = "audio";
  private static final String SURROUND = "surround";

  /** One group; its first member is the main one. */
  record Group(String name, List<PackagedSound> members) {

    Group {
      members = List.copyOf(members);
    }

    long peakBitRate() {
      return members.stream()
          .mapToLong(one -> one.rendition().peakBitRate())
          .max()
          .orElse(0);
    }

    long averageBitRate() {
      return members.stream()
          .mapToLong(one -> one.rendition().averageBitRate())
          .max()
          .orElse(0);
    }

    String text() {
      StringBuilder text = new StringBuilder();
      Set<String> choices = new HashSet<>();
      for (PackagedSound one : members) {
        SoundLabel label = one.label();
        String choice = label.language() + " " + label.characteristics();
        append(text, one, choices.add(choice) && label.mayBeChosen());
      }
      return text.toString();
    }

    private void append(StringBuilder text, PackagedSound one, boolean mayBeChosen) {
      SoundLabel label = one.label();
      text.append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"").append(name);
      attribute(text.append('"'), "NAME", label.name().replace('"', '\''));
      attribute(text, "LANGUAGE", label.language());
      text.append(label.main() ? ",DEFAULT=YES" : ",DEFAULT=NO")
          .append(mayBeChosen ? ",AUTOSELECT=YES" : ",AUTOSELECT=NO");
      attribute(text, "CHARACTERISTICS", label.characteristics());
      attribute(text, "CHANNELS", Integer.toString(one.channels()));
      attribute(text, "URI", one.name() + "/" + PackagedRendition.PLAYLIST);
      text.append('\n');
    }

    private static void attribute(StringBuilder text, String name, @Nullable String value) {
      if (value != null && !value.isEmpty()) {
        text.append(',').append(name).append("=\"").append(value).append('"');
      }
    }
  }

  private SoundGroups() {}

  /** The groups of some renditions, the main one first; none if there are no renditions. */
  static List<Group> of(List<PackagedSound> sounds) {
    Map<SoundLabel, PackagedSound> narrow = new LinkedHashMap<>();
    Map<SoundLabel, PackagedSound> wide = new LinkedHashMap<>();
    for (PackagedSound one : sounds) {
      narrow.merge(one.label(), one, (a, b) -> a.channels() <= b.channels() ? a : b);
      wide.merge(one.label(), one, (a, b) -> a.channels() >= b.channels() ? a : b);
    }
    List<Group> groups = new ArrayList<>();
    add(groups, STEREO, narrow.values());
    if (!narrow.equals(wide)) {
      add(groups, SURROUND, wide.values());
    }
    return groups;
  }

  private static void add(List<Group> groups, String name, Collection<PackagedSound> members) {
    if (!members.isEmpty()) {
      groups.add(new Group(name, List.copyOf(members)));
    }
  }
}
