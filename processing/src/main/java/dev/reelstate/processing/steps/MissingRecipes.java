package dev.reelstate.processing.steps;

import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The videos that wait because this node does not know their recipe. Thread-safe. */
public final class MissingRecipes {

  /** A bound on the memory; the names matter more than the number of videos. */
  private static final int MOST = 100;

  private final Map<VideoId, String> waiting = new ConcurrentHashMap<>();

  /** Creates an empty record. */
  public MissingRecipes() {}

  void add(VideoId id, String recipe) {
    if (waiting.size() < MOST) {
      waiting.put(id, recipe);
    }
  }

  /** The names of the recipes for which videos are still waiting. */
  public Set<String> names(VideoCatalog videos) {
    waiting
        .keySet()
        .removeIf(id -> videos.find(id).filter(MissingRecipes::isWaiting).isEmpty());
    return new TreeSet<>(waiting.values());
  }

  private static boolean isWaiting(Video video) {
    return video.media() == null && !video.status().isSettled();
  }
}
