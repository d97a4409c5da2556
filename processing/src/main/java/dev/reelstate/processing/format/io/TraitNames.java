package dev.reelstate.processing.format.io;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Traits in formats that have no field for them but have attributes of free choice. */
public final class TraitNames {

  private TraitNames() {}

  /** The attribute of a trait. */
  public static String of(Trait trait) {
    return trait.name().toLowerCase(Locale.ROOT);
  }

  /** Takes the traits that are set out of attributes. */
  public static Set<Trait> taken(Map<String, String> attributes) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    for (Trait trait : Trait.values()) {
      String value = attributes.get(of(trait));
      if (value != null && isFlag(value)) {
        attributes.remove(of(trait));
        if (Numbers.flag(of(trait), value)) {
          traits.add(trait);
        }
      }
    }
    return traits;
  }

  /** Attributes, sorted, with one more for each trait. */
  public static Map<String, String> added(Map<String, String> attributes, Set<Trait> traits) {
    Map<String, String> all = new TreeMap<>(attributes);
    for (Trait trait : traits) {
      all.put(of(trait), "true");
    }
    return all;
  }

  /** Lists attributes of an object that a reader will take for traits. */
  public static void report(LabelledObject object, LossReport.Builder losses) {
    for (Trait trait : Trait.values()) {
      String value = object.attributes().get(of(trait));
      if (value != null && isFlag(value)) {
        losses.add("attribute named like a trait", () -> of(trait) + " in image " + object.image());
      }
    }
  }

  private static boolean isFlag(String value) {
    return value.matches("[01]|[Tt]rue|[Ff]alse");
  }
}
