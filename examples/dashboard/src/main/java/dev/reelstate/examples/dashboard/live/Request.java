package dev.reelstate.examples.dashboard.live;

import dev.reelstate.video.VideoId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client's request to subscribe or unsubscribe.
 *
 * @param project a project or {@link Subscription#ALL}; empty if a video is given
 * @param video a video, or null if a project is given
 * @param after the position or number of the last event that the client received, or null to begin
 *     now
 */
record Request(
    String project, @Nullable VideoId video, @Nullable Long after) {

  private static final int LONGEST = 255;

  static Request of(Map<?, ?> sent) throws RefusedException {
    Long after = sent.get("after") instanceof Number number ? number.longValue() : null;
    if (after != null && after < 0) {
      throw new RefusedException(
          "invalid_request", "The value of after must be a number from 0 up.");
    }
    if (sent.get("video_id") instanceof String id) {
      try {
        return new Request("", VideoId.of(id), after);
      } catch (IllegalArgumentException e) {
        throw new RefusedException("invalid_request", "A video_id must be a UUID.");
      }
    }
    if (sent.get("project_id") instanceof String project
        && !project.isEmpty()
        && project.length() <= LONGEST) {
      return new Request(project, null, after);
    }
    throw new RefusedException("invalid_request", "A project_id or a video_id is required.");
  }

  String room() {
    return video == null ? "project_" + project : "video_" + video;
  }
}
