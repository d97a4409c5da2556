package dev.reelstate.processing.micrometer;

import io.micrometer.core.instrument.Tag;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A tag with a limited number of values: those seen first; all later ones count as one. */
final class BoundedTag {

  private static final int MOST = 100;
  private static final String OTHER = "other";

  private final String key;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  BoundedTag(String key) {
    this.key = key;
  }

  Tag of(String value) {
    boolean isKnown = known.contains(value) || (known.size() < MOST && known.add(value));
    return Tag.of(key, isKnown ? value : OTHER);
  }
}
