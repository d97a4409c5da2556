package dev.reelstate.jdbc.legacy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of {@code videos}, by ID. A duplicate ID breaks all of its rows. Not thread-safe. */
final class LegacyVideos {

  private final String source;
  private final LegacyTally tally;
  private final Map<String, LegacyVideo> good = new LinkedHashMap<>();
  private final Set<String> broken = new HashSet<>();

  LegacyVideos(String source, LegacyTally tally) {
    this.source = source;
    this.tally = tally;
  }

  /** Adds a row, or reports what is wrong with it. */
  void add(Map<String, @Nullable Object> cells) {
    tally.videos.read++;
    Object id = cells.get("id");
    String name = id == null ? "row " + tally.videos.read : id.toString();
    LegacyRow row = new LegacyRow(LegacyVideo.TABLE, name, cells, tally::add);
    String key = row.required("id", LegacyValues::key);
    if (key == null) {
      tally.videos.broken++;
    } else if (good.containsKey(key) || broken.contains(key)) {
      refuseBoth(row, key);
    } else {
      Optional<LegacyVideo> video = LegacyVideo.read(row, key, source);
      video.ifPresentOrElse(read -> good.put(key, read), () -> refuse(key));
    }
  }

  /** The videos that can be imported, in row order. */
  List<LegacyVideo> good() {
    return new ArrayList<>(good.values());
  }

  /** A video that can be imported. */
  @Nullable
  LegacyVideo find(String key) {
    return good.get(key);
  }

  /** Whether there is a row with that ID, but a broken one. */
  boolean isBroken(String key) {
    return broken.contains(key);
  }

  private void refuse(String key) {
    tally.videos.broken++;
    broken.add(key);
  }

  private void refuseBoth(LegacyRow row, String key) {
    row.refuse("id", "which another row also has");
    tally.videos.broken++;
    if (good.remove(key) != null) {
      refuse(key);
      tally.add(LegacyProblem.of(LegacyVideo.TABLE, key, "id", key, "which another row also has"));
    }
  }
}
