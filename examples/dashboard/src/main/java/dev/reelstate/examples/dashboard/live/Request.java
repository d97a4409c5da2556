package dev.reelstate.examples.dashboard.live;

import dev.reelstate.video.VideoId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to hear.
 *
 * @param project a project or {@link Subscription#ALL}; empty if it is a video
 * @param video a video, or null if it is a project
 * @param after how far the client has heard, or null to begin now
 */
record Request(
    String project, @Nullable VideoId video, @Nullable Long after) {

  private static final int LONGEST = 255;

  static Request of(Map<?, ?> sent) throws RefusedException {
    Long after = sent.get("after") instanceof Number number ? number.longValue() : null;
    if (after != null && after < 0) {
      throw new RefusedException("invalid_request", "What comes after is a number from 0 on.");
    }
    if (sent.get("video_id") instanceof String id) {
      try {
        return new Request("", VideoId.of(id), after);
      } catch (IllegalArgumentException e) {
        throw new RefusedException("invalid_request", "A video_id is a UUID.");
      }
    }
    if (sent.get("project_id") instanceof String project
        && !project.isEmpty()
        && project.length() <= LONGEST) {
      return new Request(project, null, after);
    }
    throw new RefusedException("invalid_request", "Say which project_id or video_id.");
  }

  String room() {
    return video == null ? "project_" + project : "video_" + video;
  }
}
