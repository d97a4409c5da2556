package dev.reelstate.testkit.history;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.testkit.history.StoreContents.Kept;
import dev.reelstate.video.VideoId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges what readers of all videos were shown: in the end, and while others wrote. */
final class ReaderRules {

  private record Key(VideoId id, long number) {}

  private final Evidence evidence;
  private final TreeMap<Long, VideoEvent> log = new TreeMap<>();
  private final Map<Key, Long> positions = new HashMap<>();

  ReaderRules(Evidence evidence) {
    this.evidence = evidence;
    StoreContents contents = evidence.contents();
    for (int i = 0; i < contents.log().size(); i++) {
      log.put(contents.positions().get(i), contents.log().get(i));
      positions.put(key(contents.log().get(i)), contents.positions().get(i));
    }
  }

  private static Key key(VideoEvent event) {
    return new Key(event.videoId(), event.number());
  }

  void check() {
    checkShown("The reader of the whole log", evidence.contents().log());
    for (Kept kept : evidence.contents().videos().values()) {
      for (VideoEvent event : kept.events()) {
        evidence.require(
            Promise.READERS_MISS_NOTHING,
            positions.containsKey(key(event)),
            () -> "A reader of the whole log is not shown " + text(event) + ".");
      }
    }
    for (Call call : evidence.history().calls(Operation.Read.class)) {
      EventCursor from = ((Operation.Read) call.operation()).from();
      call.answer(Answer.Batch.class).ifPresent(answer -> checkBatch(call, from, answer.batch()));
    }
  }

  private void checkBatch(Call call, EventCursor from, EventCursor.Batch batch) {
    String reader = "The reader at " + from.position() + " (" + call + ")";
    checkShown(reader, batch.events());
    Set<Key> shown = new HashSet<>();
    for (VideoEvent event : batch.events()) {
      shown.add(key(event));
      Long position = positions.get(key(event));
      evidence.require(
          Promise.READERS_SEE_ONCE,
          position == null || position > from.position(),
          () -> reader + " was shown " + text(event) + " again.");
    }
    if (batch.next().position() > from.position()) {
      log.subMap(from.position(), false, batch.next().position(), true)
          .values()
          .forEach(event -> evidence.require(
              Promise.READERS_MISS_NOTHING,
              shown.contains(key(event)),
              () -> reader + " was not shown " + text(event) + "."));
    }
  }

  private void checkShown(String reader, List<VideoEvent> shown) {
    Set<Key> seen = new HashSet<>();
    Map<VideoId, Long> last = new HashMap<>();
    for (VideoEvent event : shown) {
      boolean isNew = seen.add(key(event));
      evidence.require(
          Promise.READERS_SEE_ONCE, isNew, () -> reader + " was shown " + text(event) + " twice.");
      Long before = last.put(event.videoId(), event.number());
      evidence.require(
          Promise.READERS_IN_ORDER,
          !isNew || before == null || before < event.number(),
          () -> reader + " was shown " + text(event) + " after number " + before + ".");
      checkReal(reader, event);
    }
  }

  private void checkReal(String reader, VideoEvent event) {
    Kept kept = evidence.contents().videos().get(event.videoId());
    evidence.require(
        Promise.NOTHING_INVENTED,
        kept != null && kept.events().contains(event),
        () -> reader + " was shown an event that is not on record: " + event + ".");
  }

  private static String text(VideoEvent event) {
    return "event " + event.number() + " of the video " + event.videoId();
  }
}
