package dev.reelstate.testkit.history;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.testkit.history.StoreContents.Kept;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Judges the events of each video. */
record EventRules(Evidence evidence) {

  void check() {
    for (Kept kept : evidence.contents().videos().values()) {
      checkNumbers(kept);
      checkStatuses(kept);
    }
  }

  private void checkNumbers(Kept kept) {
    List<Long> numbers = kept.events().stream().map(VideoEvent::number).toList();
    List<Long> wanted =
        LongStream.rangeClosed(1, kept.video().eventNumber()).boxed().toList();
    evidence.require(
        Promise.EVENT_NUMBERS,
        numbers.equals(wanted),
        () -> "The last event of the video " + kept.video().id() + " has the number "
            + kept.video().eventNumber() + ", but its events have the numbers " + numbers + ".");
  }

  private void checkStatuses(Kept kept) {
    VideoStatus status = null;
    for (StatusChanged event : kept.events(StatusChanged.class)) {
      VideoStatus before = status;
      evidence.require(
          Promise.STATUS_ORDER,
          follows(before, event),
          () -> "The video " + event.videoId() + " was " + before + " before its event "
              + event.number() + ", from " + event.from() + " to " + event.to() + ".");
      status = event.to();
    }
    VideoStatus last = status;
    evidence.require(
        Promise.STATUS_ORDER,
        last == kept.video().status(),
        () -> "The video " + kept.video().id() + " is " + kept.video().status()
            + ", but its events end with " + last + ".");
  }

  private static boolean follows(@Nullable VideoStatus before, StatusChanged event) {
    return before == event.from()
        && (before == null
            ? event.to() == VideoStatus.UPLOADING || event.to() == VideoStatus.QUEUED
            : before.canBecome(event.to()));
  }
}
