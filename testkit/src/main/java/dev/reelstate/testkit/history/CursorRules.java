package dev.reelstate.testkit.history;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.testkit.history.HistoryEntry.Seen;
import dev.reelstate.video.VideoId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges the cursors of durable readers, and what their listeners received. */
record CursorRules(Evidence evidence) {

  private record Listener(String process, String reader, VideoId id) {}

  private record Received(String reader, VideoEvent event) {}

  void check() {
    evidence.history().readers().forEach(this::checkCursor);
    checkOrder();
    evidence.contents().cursors().forEach(this::checkReceived);
  }

  private void checkCursor(String reader) {
    List<Call> moves = evidence.history().calls(Operation.Advance.class).stream()
        .filter(call -> ((Operation.Advance) call.operation()).reader().equals(reader))
        .toList();
    for (Call call : evidence.history().calls(Operation.Cursor.class)) {
      if (((Operation.Cursor) call.operation()).reader().equals(reader)) {
        call.answer(Answer.Place.class).ifPresent(answer -> {
          long least = furthest(
              moves.stream().filter(move -> evidence.isBefore(move, call)).toList());
          long most = furthest(
              moves.stream().filter(move -> !evidence.isBefore(call, move)).toList());
          checkPlace(reader, answer.cursor().position(), least, most, call.toString());
        });
      }
    }
    EventCursor end = evidence.contents().cursors().getOrDefault(reader, EventCursor.BEGINNING);
    long least = furthest(moves.stream().filter(move -> !move.isUnknown()).toList());
    checkPlace(reader, end.position(), least, furthest(moves), "the end");
  }

  private static long furthest(List<Call> moves) {
    return moves.stream()
        .filter(move -> !move.isRefused())
        .mapToLong(move -> ((Operation.Advance) move.operation()).to().position())
        .max()
        .orElse(0);
  }

  private void checkPlace(String reader, long place, long least, long most, String when) {
    evidence.require(
        Promise.CURSORS_KEPT,
        place >= least && place <= Math.max(least, most),
        () -> "The cursor of the reader " + reader + " was " + place + " (" + when
            + "), but it had been moved to " + least + " and to no more than " + most + ".");
  }

  /** A listener may be given earlier events again, but none before those that precede it. */
  private void checkOrder() {
    Map<Listener, Long> last = new HashMap<>();
    for (Seen seen : evidence.history().seen()) {
      VideoEvent event = seen.event();
      Listener listener = new Listener(seen.mark().process(), seen.reader(), event.videoId());
      Long before = last.put(listener, event.number());
      evidence.require(
          Promise.READERS_IN_ORDER,
          before == null || event.number() <= before + 1,
          () -> "The listener " + seen.reader() + " of " + seen.mark().process()
              + " received event " + event.number() + " of the video " + event.videoId()
              + " after number " + before + ".");
    }
  }

  /** Checks that a reader whose listeners recorded anything received all events that it passed. */
  private void checkReceived(String reader, EventCursor cursor) {
    Set<Received> received = new HashSet<>();
    evidence
        .history()
        .seen()
        .forEach(seen -> received.add(new Received(seen.reader(), seen.event())));
    if (received.stream().noneMatch(one -> one.reader().equals(reader))) {
      return;
    }
    StoreContents contents = evidence.contents();
    for (int i = 0; i < contents.log().size(); i++) {
      VideoEvent event = contents.log().get(i);
      evidence.require(
          Promise.READERS_MISS_NOTHING,
          contents.positions().get(i) > cursor.position()
              || received.contains(new Received(reader, event)),
          () -> "The reader " + reader + " is past event " + event.number() + " of the video "
              + event.videoId() + ", but no listener received it.");
    }
  }
}
