package dev.reelstate.examples.dashboard.live;

import dev.reelstate.examples.dashboard.access.Caller;
import dev.reelstate.video.VideoId;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to hear, and how far it has heard: of one video by its events' numbers, of a
 * project or of all of them by the place among all events. Used by one thread.
 */
final class Subscription {

  /** All projects that the caller may use. */
  static final String ALL = "*";

  private final Caller caller;
  private final @Nullable String project;
  private final @Nullable VideoId video;
  private final long start;
  private long position;
  private long number;

  private Subscription(
      Caller caller,
      @Nullable String project,
      @Nullable VideoId video,
      long position,
      long number) {
    this.caller = caller;
    this.project = project;
    this.video = video;
    this.start = position;
    this.position = position;
    this.number = number;
  }

  static Subscription ofProject(Caller caller, String project, long position) {
    return new Subscription(caller, project, null, position, 0);
  }

  /** @param number of the last event of the video that the client has had */
  static Subscription ofVideo(Caller caller, VideoId video, long position, long number) {
    return new Subscription(caller, null, video, position, number);
  }

  /** The Socket.IO room that goes with it. */
  String room() {
    return project == null ? "video_" + video : "project_" + project;
  }

  /** Where it goes on. */
  long position() {
    return position;
  }

  void moveTo(long next) {
    position = next;
  }

  /** Notes that the video's events up to a number were sent, as they had been missed. */
  void hasHadNumber(@Nullable Long last) {
    number = last == null ? number : Math.max(number, last);
  }

  boolean covers(VideoId other, String itsProject) {
    if (video != null) {
      return video.equals(other);
    }
    return ALL.equals(project) ? caller.mayUse(itsProject) : itsProject.equals(project);
  }

  /**
   * Whether a message is to be sent for it, and was not sent before, when what was missed was
   * replayed.
   */
  boolean wants(Message message) {
    if (!covers(message.video(), message.project())) {
      return false;
    }
    if (video != null) {
      if (message.number() <= number) {
        return false;
      }
      number = message.number();
    }
    return true;
  }

  /** Whether a message was sent for it. */
  boolean hasHad(Message message) {
    return message.position() > start
        && message.position() <= position
        && covers(message.video(), message.project());
  }
}
