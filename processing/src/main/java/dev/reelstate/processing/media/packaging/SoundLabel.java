package dev.reelstate.processing.media.packaging;

import dev.reelstate.video.TrackRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What viewers and players are told about a sound rendition.
 *
 * @param name its name for people; unique in a package
 * @param language its BCP 47 tag, or null if unknown
 * @param roles what it is for
 * @param main whether players begin with it
 */
public record SoundLabel(
    String name, @Nullable String language, Set<TrackRole> roles, boolean main) {

  /** Copies the roles. */
  public SoundLabel {
    roles = Set.copyOf(roles);
  }

  /** What HLS players choose by, besides the language (RFC 8216, section 4.3.4.1). */
  String characteristics() {
    StringJoiner all = new StringJoiner(",");
    if (roles.contains(TrackRole.DESCRIPTION)) {
      all.add("public.accessibility.describes-video");
    }
    if (roles.contains(TrackRole.CLEAR_SPEECH)) {
      all.add("public.accessibility.enhances-speech-intelligibility");
    }
    if (roles.contains(TrackRole.COMMENTARY)) {
      all.add("public.auxiliary-content");
    }
    return all.toString();
  }

  /** Whether players may choose it without being asked: nobody wants a commentary by surprise. */
  boolean mayBeChosen() {
    return main || roles.stream().noneMatch(SoundLabel::isSpecial);
  }

  private static boolean isSpecial(TrackRole role) {
    return role == TrackRole.COMMENTARY
        || role == TrackRole.KARAOKE
        || role == TrackRole.EFFECTS
        || role == TrackRole.DEPENDENT;
  }

  /** Its roles in DASH (ISO/IEC 23009-1, section 5.8.5.5), the first one the most telling. */
  List<String> dashRoles() {
    List<String> names = new ArrayList<>();
    names.add(main ? "main" : "alternate");
    if (roles.contains(TrackRole.COMMENTARY)) {
      names.add("commentary");
    }
    if (roles.contains(TrackRole.DUB)) {
      names.add("dub");
    }
    if (roles.contains(TrackRole.DESCRIPTION)) {
      names.add("description");
    }
    if (roles.contains(TrackRole.CLEAR_SPEECH)) {
      names.add("enhanced-audio-intelligibility");
    }
    if (roles.contains(TrackRole.KARAOKE)) {
      names.add("karaoke");
    }
    return names;
  }

  /** Its purposes in the terms of TV-Anytime (ETSI TS 102 822-3-1), as DASH uses them. */
  List<String> accessibility() {
    List<String> purposes = new ArrayList<>();
    if (roles.contains(TrackRole.DESCRIPTION)) {
      purposes.add("1");
    }
    if (roles.contains(TrackRole.CLEAR_SPEECH)) {
      purposes.add("2");
    }
    return purposes;
  }
}
