package dev.reelstate.examples.dashboard.view;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which status a video had after each of its events: a change says which there was before it, too.
 */
public final class Statuses {

  private Statuses() {}

  /**
   * The statuses after events.
   *
   * @param events each video's in order
   * @param now the status that a video has, for events behind its last change
   */
  public static List<VideoStatus> after(
      List<VideoEvent> events, Function<VideoId, VideoStatus> now) {
    Map<VideoId, VideoStatus> before = new HashMap<>();
    List<VideoStatus> statuses = new ArrayList<>();
    for (int i = events.size() - 1; i >= 0; i--) {
      VideoEvent event = events.get(i);
      VideoId id = event.videoId();
      if (event instanceof StatusChanged changed) {
        statuses.add(changed.to());
        before.put(id, first(changed.from(), changed.to()));
      } else {
        statuses.add(before.computeIfAbsent(id, now));
      }
    }
    Collections.reverse(statuses);
    return statuses;
  }

  private static VideoStatus first(@Nullable VideoStatus from, VideoStatus to) {
    return from == null ? to : from;
  }
}
