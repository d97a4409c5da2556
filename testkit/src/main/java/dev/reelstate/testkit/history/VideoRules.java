package dev.reelstate.testkit.history;

import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Judges whether videos and the changes to them were kept. */
record VideoRules(Evidence evidence) {

  private record Version(VideoId id, long version) {}

  void check() {
    for (Call call : evidence.history().calls(Operation.Create.class, Operation.Queue.class)) {
      call.answer(Answer.Created.class)
          .ifPresent(created -> created.ids().forEach(id -> checkCreated(id, call)));
      if (call.operation() instanceof Operation.Queue queue && call.isUnknown()) {
        checkBatch(queue, call);
      }
    }
    Set<Version> changed = new HashSet<>();
    for (Call call : evidence.history().calls(Operation.Change.class)) {
      Operation.Change change = (Operation.Change) call.operation();
      Video after = call.answer(Answer.Changed.class).map(Answer.Changed::video).orElse(null);
      if (after != null) {
        evidence.require(
            Promise.ONE_CHANGE,
            changed.add(new Version(after.id(), change.seen().version())),
            () -> text(call) + " was confirmed, and so was another one to the same version.");
        checkKept(call, change, after);
      } else if (call.isUnknown()) {
        checkWhole(call, change);
      }
    }
  }

  /** Whether a change is on record, or may be. */
  static boolean mayBeKept(Call call) {
    return call.isUnknown()
        || call.answer(Answer.Changed.class)
            .filter(changed -> changed.video() != null)
            .isPresent();
  }

  private void checkCreated(VideoId id, Call call) {
    evidence.require(
        Promise.VIDEOS_KEPT,
        !evidence.events(id, StatusChanged.class).isEmpty(),
        () -> "The store confirmed the video " + id + " (" + call + "), but does not have it.");
  }

  /** Checks that videos queued together are there together, as far as they have no upload keys. */
  private void checkBatch(Operation.Queue queue, Call call) {
    Set<Boolean> present = new HashSet<>();
    queue.videos().stream()
        .filter(stored -> stored.video().uploadKey() == null)
        .forEach(stored ->
            present.add(evidence.contents().videos().containsKey(stored.video().id())));
    evidence.require(
        Promise.WHOLE_OR_NOTHING,
        present.size() < 2,
        () -> "Of the videos queued together (" + call + "), some are there and some are not.");
  }

  private void checkKept(Call call, Operation.Change change, Video after) {
    List<VideoStatus> told = evidence.events(after.id(), StatusChanged.class).stream()
        .filter(event -> event.number() <= after.eventNumber())
        .map(StatusChanged::to)
        .toList();
    List<VideoStatus> wanted = wanted(change);
    boolean kept = told.size() >= wanted.size()
        && told.subList(told.size() - wanted.size(), told.size()).equals(wanted);
    evidence.require(
        Promise.CHANGES_KEPT,
        kept,
        () -> text(call) + " was confirmed, but the events up to then say " + told + ".");
  }

  /** Checks that of the changes of one call, all or none are on record. */
  private void checkWhole(Call call, Operation.Change change) {
    List<VideoStatus> wanted = wanted(change);
    List<VideoStatus> next = evidence.events(change.seen().id(), StatusChanged.class).stream()
        .filter(event -> event.number() > change.seen().eventNumber())
        .map(StatusChanged::to)
        .limit(wanted.size())
        .toList();
    boolean half = !next.equals(wanted)
        && next.stream().findFirst().equals(wanted.stream().findFirst())
        && evidence.history().calls(Operation.Change.class).stream()
            .noneMatch(other -> !other.equals(call) && rivals(other, change));
    evidence.require(
        Promise.WHOLE_OR_NOTHING,
        !half,
        () -> text(call) + " took effect in part: what follows is " + next + ".");
  }

  private static boolean rivals(Call other, Operation.Change change) {
    Operation.Change rival = (Operation.Change) other.operation();
    return rival.seen().id().equals(change.seen().id())
        && rival.seen().version() == change.seen().version()
        && mayBeKept(other);
  }

  private static List<VideoStatus> wanted(Operation.Change change) {
    return change.changes().stream().map(VideoChange::to).toList();
  }

  private static String text(Call call) {
    Operation.Change change = (Operation.Change) call.operation();
    return "The change of the video " + change.seen().id() + " from "
        + change.seen().status().wireName() + " to " + wanted(change) + " (" + call + ")";
  }
}
