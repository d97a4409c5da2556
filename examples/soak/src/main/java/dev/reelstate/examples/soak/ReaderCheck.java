package dev.reelstate.examples.soak;

import dev.reelstate.examples.soak.Evidence.Seen;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks what the durable reader was given: for each video 1, 2, 3 ... to the end, where it may go
 * back to an earlier number (after its process was killed, say) and go on from there, but never
 * skip one.
 */
record ReaderCheck(Evidence evidence, Verdict verdict) {

  void run(Collection<Video> videos) {
    Map<VideoId, Long> last = new HashMap<>();
    Map<VideoId, Long> highest = new HashMap<>();
    for (Seen seen : evidence.seen()) {
      long before = last.getOrDefault(seen.video(), 0L);
      verdict.check(
          Rule.READER,
          seen.number() <= before + 1,
          () -> "The durable reader was given " + seen + " after the number " + before);
      last.put(seen.video(), seen.number());
      highest.merge(seen.video(), seen.number(), Long::max);
    }
    for (Video video : videos) {
      long read = highest.getOrDefault(video.id(), 0L);
      verdict.check(
          Rule.READER,
          read == video.eventNumber(),
          () -> "The video " + video.id() + " has had " + video.eventNumber()
              + " events, the durable reader was given " + read);
    }
  }
}
