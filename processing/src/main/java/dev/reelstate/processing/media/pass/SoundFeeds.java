package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Where the decoded frames of sound tracks go. Used by one thread. */
final class SoundFeeds {

  /**
   * A frame of decoded sound.
   *
   * @param track the stream that it belongs to
   */
  record Heard(int track, AVFrame frame) {

    void free() {
      Frames.free(frame);
    }
  }

  private final Map<BoundedQueue<Heard>, Set<Integer>> queues = new LinkedHashMap<>();

  /** Adds a queue for the frames of some tracks. */
  void add(BoundedQueue<Heard> queue, Set<Integer> tracks) {
    queues.put(queue, tracks);
  }

  /** The tracks that have to be decoded. */
  Set<Integer> tracks() {
    Set<Integer> all = new LinkedHashSet<>();
    queues.values().forEach(all::addAll);
    return all;
  }

  /** Passes a frame to all queues that want it; it is handed over. */
  void put(int track, AVFrame frame) throws LibavException {
    try {
      for (Map.Entry<BoundedQueue<Heard>, Set<Integer>> queue : queues.entrySet()) {
        if (queue.getValue().contains(track)) {
          queue.getKey().put(new Heard(track, Frames.share(frame)));
        }
      }
    } finally {
      Frames.free(frame);
    }
  }

  /** Marks the end of all tracks. */
  void end() {
    queues.keySet().forEach(BoundedQueue::end);
  }
}
