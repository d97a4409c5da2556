package dev.reelstate.examples.springboot.web;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.ArtifactAdded;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.event.VideoEvent.TaskFailed;
import dev.reelstate.task.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as clients see it.
 *
 * @param type the name of the event
 * @param at when it happened
 * @param status the status now, or null if it did not change
 * @param artifact the kind of an artifact that can now be read, or null
 * @param failure why a task or the video failed, for people; null otherwise
 */
record EventView(
    String type,
    Instant at,
    @Nullable String status,
    @Nullable String artifact,
    @Nullable String failure) {

  static EventView of(VideoEvent event) {
    String type = event.getClass().getSimpleName();
    if (event instanceof StatusChanged changed) {
      String status = changed.to().wireName();
      return new EventView(type, event.at(), status, null, message(changed.failure()));
    }
    if (event instanceof TaskFailed failed) {
      return new EventView(type, event.at(), null, null, message(failed.failure()));
    }
    if (event instanceof ArtifactAdded added) {
      return new EventView(type, event.at(), null, added.artifact().kind(), null);
    }
    return new EventView(type, event.at(), null, null, null);
  }

  private static @Nullable String message(@Nullable Failure failure) {
    return failure == null ? null : failure.message();
  }
}
