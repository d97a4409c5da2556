package dev.reelstate.examples.soak.check;

import dev.reelstate.examples.soak.Evidence;
import dev.reelstate.examples.soak.Evidence.Seen;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks the events that the durable reader received: for each video 1, 2, 3 ... to the end. It may
 * return to an earlier number (for example after its process was killed) and continue from there,
 * but never skip one.
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
          () -> "The durable reader received " + seen + " after the number " + before);
      last.put(seen.video(), seen.number());
      highest.merge(seen.video(), seen.number(), Long::max);
    }
    for (Video video : videos) {
      long read = highest.getOrDefault(video.id(), 0L);
      verdict.check(
          Rule.READER,
          read == video.eventNumber(),
          () -> "The video " + video.id() + " has " + video.eventNumber()
              + " events, but the durable reader received " + read);
    }
  }
}
