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
 * Derives the status of a video after each of its events; a status change also records the status
 * before it.
 */
public final class Statuses {

  private Statuses() {}

  /**
   * The statuses after events.
   *
   * @param events the events, in order within each video
   * @param now the current status of a video, for events after its last change
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
