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
 * @param aliases whether events also have the names of older clients
 */
record Request(
    String project, @Nullable VideoId video, @Nullable Long after, boolean aliases) {

  private static final int LONGEST = 255;

  /**
   * Reads a request.
   *
   * @param sent the JSON value that the client sent, or null
   */
  static Request of(@Nullable Object sent) throws RefusedException {
    if (!(sent instanceof Map<?, ?> fields)) {
      throw invalid("Send an object with a project_id or a video_id.");
    }
    Long after = after(fields.get("after"));
    boolean aliases = aliases(fields.get("aliases"));
    if (fields.get("video_id") instanceof String id) {
      try {
        return new Request("", VideoId.of(id), after, aliases);
      } catch (IllegalArgumentException e) {
        throw invalid("A video_id must be a UUID.");
      }
    }
    if (fields.get("project_id") instanceof String project
        && !project.isEmpty()
        && project.length() <= LONGEST) {
      return new Request(project, null, after, aliases);
    }
    throw invalid("A project_id or a video_id is required, as a text.");
  }

  private static @Nullable Long after(@Nullable Object sent) throws RefusedException {
    if (sent == null) {
      return null;
    }
    if (sent instanceof Long || sent instanceof Integer) {
      long after = ((Number) sent).longValue();
      if (after >= 0) {
        return after;
      }
    }
    throw invalid("The value of after must be a whole number from 0 up, as the server sent it.");
  }

  private static boolean aliases(@Nullable Object sent) throws RefusedException {
    if (sent == null || sent instanceof Boolean) {
      return Boolean.TRUE.equals(sent);
    }
    throw invalid("The value of aliases must be true or false.");
  }

  private static RefusedException invalid(String sentence) {
    return new RefusedException("invalid_request", sentence);
  }

  String room() {
    return video == null ? "project_" + project : "video_" + video;
  }
}
