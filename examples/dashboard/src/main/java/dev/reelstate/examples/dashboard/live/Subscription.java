package dev.reelstate.examples.dashboard.live;

import dev.reelstate.examples.dashboard.access.Caller;
import dev.reelstate.video.VideoId;
import org.jspecify.annotations.Nullable;

/**
 * A client's subscription and its position: for one video the event number, for one or all projects
 * the position among all events. Used by one thread.
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

  /** @param number the number of the video's last event that the client has received */
  static Subscription ofVideo(Caller caller, VideoId video, long position, long number) {
    return new Subscription(caller, null, video, position, number);
  }

  /** The Socket.IO room of this subscription. */
  String room() {
    return project == null ? "video_" + video : "project_" + project;
  }

  /** The position to continue from. */
  long position() {
    return position;
  }

  void moveTo(long next) {
    position = next;
  }

  /** Records that the missed events of the video up to a number have been sent. */
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
   * Whether a message belongs to this subscription and was not already sent in the replay of missed
   * events.
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

  /** Whether a message was already sent for this subscription. */
  boolean hasHad(Message message) {
    return message.position() > start
        && message.position() <= position
        && covers(message.video(), message.project());
  }
}
